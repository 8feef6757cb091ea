using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Hosting;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>The catalogue of diagnostics as Roslyn and the release notes show it.</summary>
public sealed partial class CatalogueTests
{
    [Fact]
    public void Ids_are_used_once_and_have_the_form_that_users_configure() =>
        Assert.All(Rules.All.GroupBy(r => r.Id), group =>
        {
            Assert.Single(group);
            Assert.Matches("^RNN[0-9]{3}$", group.Key);
        });

    [Fact]
    public void Every_rule_is_in_the_release_notes_and_nothing_else_is()
    {
        const string Header = "Rule ID | Category | Severity | Notes\n--------|----------|----------|-------\n";
        IEnumerable<string> rows = Repository.Files("Generator", "AnalyzerReleases.*.md")
            .SelectMany(file => Repository.Read(file).Split(Header).Skip(1))
            .SelectMany(table => table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .TakeWhile(line => line.StartsWith("RNN", StringComparison.Ordinal)));
        Assert.Equal(Rules.All.Select(r => $"{r.Id} | {Descriptors.Category} | {r.Severity} | docs/diagnostics/{r.Id}.md"), rows);
    }

    [Fact]
    public void Descriptors_repeat_their_rules()
    {
        Assert.All(Rules.All, rule =>
        {
            DiagnosticDescriptor descriptor = Descriptors.Of(rule);
            Assert.Equal((rule.Id, rule.Title), (descriptor.Id, descriptor.Title.ToString(null)));
            Assert.Equal(rule.Severity.ToString(), descriptor.DefaultSeverity.ToString());
            Assert.EndsWith($"/docs/diagnostics/{rule.Id}.md", descriptor.HelpLinkUri);
            Assert.Same(descriptor, Descriptors.Of(rule));
        });
    }

    /// <summary>A message with a place that is never filled, or braces that are no place, would reach the user raw.</summary>
    [Fact]
    public void Messages_can_be_formatted()
    {
        Assert.All(Rules.All, rule =>
        {
            int places = Places().Matches(rule.MessageFormat).Select(m => int.Parse(m.Groups[1].Value, null) + 1).DefaultIfEmpty().Max();
            object[] words = [.. Enumerable.Range(0, places).Select(i => $"<word {i}>")];
            string message = Diagnostic.Create(Descriptors.Of(rule), Location.None, words).GetMessage(null);
            Assert.All(words, word => Assert.Contains((string)word, message));
            Assert.DoesNotContain("{{", message);
        });
    }

    [GeneratedRegex(@"(?<!\{)\{(\d)\}")]
    private static partial Regex Places();
}
