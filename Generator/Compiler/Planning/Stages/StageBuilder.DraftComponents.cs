using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning.Stages;

/// <content>What of a draft hangs together.</content>
internal sealed partial class StageBuilder
{
    /// <summary>
    /// Divides what is computed with matrices of one shape into components that share no matrix, in the order of their first elements.
    /// </summary>
    /// <param name="ties">Whether two that read a value belong together.</param>
    private sealed class DraftComponents(MapDraft draft, Func<Value, bool> ties)
    {
        private readonly DisjointSets _components = new();

        public IEnumerable<MapDraft> Split()
        {
            foreach (Node node in draft.Nodes)
                foreach (Value operand in node.Operands.Where(ties)) _components.Join(node.Value.Id, operand.Id);
            var components = new Dictionary<int, MapDraft>();
            var ordered = new List<MapDraft>();
            foreach (Node node in draft.Nodes) Of(node.Value).Nodes.Add(node);
            foreach (var store in draft.Stores) Of(store.Value).Stores.Add(store);
            foreach (var total in draft.Totals) Of(total.Node.Matrix).Totals.Add(total);
            foreach (var gradient in draft.Gradients) Of(gradient.Value).Gradients.Add(gradient);
            return ordered;

            MapDraft Of(Value value)
            {
                int root = _components.Root(value.Id);
                if (components.TryGetValue(root, out MapDraft? component)) return component;
                ordered.Add(component = new MapDraft());
                return components[root] = component;
            }
        }
    }
}
