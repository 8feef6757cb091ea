using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>What a sweep computes, value by value, before it is known which stage does.</summary>
internal sealed partial class StageBuilder
{
    /// <summary>A value of the sweep, and how it comes about. A closed hierarchy.</summary>
    private abstract class Node
    {
        private Node(Value value, int level) => (Value, Level) = (value, level);

        public Value Value { get; }

        /// <summary>The barrier behind which it is computed; grows where it may as well be computed later.</summary>
        public int Level { get; set; }

        public abstract IEnumerable<Value> Operands { get; }

        /// <summary>Whether an operand may be in registers, in the same stage.</summary>
        public virtual bool Takes(Value operand) => false;

        /// <summary>Whether its elements are made unit by unit, so that whoever is in the same stage needs no memory for them.</summary>
        public virtual bool IsInRegisters => false;

        /// <summary>A sum of products, and what it starts from.</summary>
        public sealed class Sum(Accumulation.Item.Sum item, int level) : Node(item.Value, level)
        {
            public Accumulation.Item.Sum Item { get; } = item;

            public override IEnumerable<Value> Operands => Item.Terms.Select(term => term.Source);

            public override bool IsInRegisters => true;
        }

        /// <summary>What one operation makes.</summary>
        public abstract class Made(Equation equation, int level) : Node(equation.Result, level)
        {
            public Equation Equation { get; } = equation;

            public override IEnumerable<Value> Operands => Equation.Operands;
        }

        /// <summary>Element by element.</summary>
        public sealed class Element(Equation equation, int level) : Made(equation, level)
        {
            public override bool Takes(Value operand) => true;

            public override bool IsInRegisters => true;
        }

        /// <summary>A scalar, of all units of a row.</summary>
        public sealed class Reduction(Equation equation, int level) : Made(equation, level)
        {
            /// <summary>Whether the stage that makes the elements takes them on the way; otherwise they are read from memory.</summary>
            public bool IsOnTheWay { get; set; }

            public override bool Takes(Value operand) => IsOnTheWay;
        }

        /// <summary>A sum over the elements of a matrix, or of their products with those of a vector, gathered in a pass over it.</summary>
        public sealed class Total(Equation equation, Value matrix, Value? vector, Along of, int level) : Made(equation, level)
        {
            public Value Matrix { get; } = matrix;

            public Value? Vector { get; } = vector;

            /// <summary>What it has one element for.</summary>
            public Along Of { get; } = of;

            public override bool Takes(Value operand) => operand.Id == Matrix.Id;
        }

        /// <summary>Vectors one after the other: each is stored where its part is.</summary>
        public sealed class Join(Equation equation, int level) : Made(equation, level);

        /// <summary>Anything else: from memory to memory, in a stage of its own.</summary>
        public sealed class General(Equation equation, int level) : Made(equation, level);
    }

    /// <summary>A map stage in the making.</summary>
    private sealed class MapDraft
    {
        public bool IsEmpty => Nodes.Count + Stores.Count + Gradients.Count + Reductions.Count + Totals.Count == 0;

        public List<Node> Nodes { get; } = [];
        public List<(Value Value, Location Location)> Stores { get; } = [];
        public List<(Value Value, GradientSum Sum)> Gradients { get; } = [];
        public List<(Node.Reduction Node, Location Result)> Reductions { get; } = [];

        /// <summary>Of matrices.</summary>
        public List<(Node.Total Node, Location Result)> Totals { get; } = [];

        /// <summary>What nothing here reads: other passes that want it make it again.</summary>
        public void DropUnread()
        {
            var nodes = Nodes.ToDictionary(node => node.Value.Id);
            var read = new HashSet<int>();
            var open = new Stack<Value>(Stores.Select(s => s.Value).Concat(Gradients.Select(g => g.Value))
                .Concat(Reductions.SelectMany(r => r.Node.Operands)).Concat(Totals.SelectMany(t => t.Node.Operands)));
            while (open.Count > 0)
                if (open.Pop() is var value && read.Add(value.Id) && nodes.TryGetValue(value.Id, out Node? node))
                    foreach (Value operand in node.Operands) open.Push(operand);
            Nodes.RemoveAll(node => !read.Contains(node.Value.Id));
        }
    }
}
