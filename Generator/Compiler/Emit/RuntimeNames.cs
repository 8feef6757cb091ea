using RnnGen.Compiler.Planning.Model;
namespace RnnGen.Compiler.Emit;

/// <summary>
/// The names of the runtime library that emitted code spells; functions of vectors stand in <see cref="PointwiseSpelling"/>. A test
/// resolves each name here in the library, and compiled cells show the functions.
/// </summary>
internal static class RuntimeNames
{
    public const string Namespace = "RnnGen";
    public const string Numerics = "RnnGen.Numerics";

    /// <summary>The namespace of emitted kernels; nothing of the library is in it.</summary>
    public const string Emitted = "RnnGen.Emitted";

    public const string Cell = "ICell";
    public const string Info = "CellInfo";
    public const string Slot = "Slot";
    public const string Noise = "NoiseSlot";
    public const string Initializer = "Initializer";
    public const string Training = "ParameterTraining";
    public const string Parameters = "CellParameters";
    public const string Weights = "CellWeights";
    public const string State = "CellState";
    public const string Tape = "CellTape";
    public const string Pool = "CellStatePool";
    public const string Handle = "StateHandle";
    public const string PooledCall = "PooledCall";
    public const string PooledRows = "PooledRows";
    public const string Rectangle = "TapeRectangle";
    public const string Adjoint = "Adjoint";
    public const string Errors = "CellErrors";
    public const string Vector = "IVector";
    public const string Pairs = "IBFloat16Pairs";
    public const string Width = "VectorWidth";
    public const string Preparation = "CellPreparation";
    public const string Embedded = "EmbeddedParameters";
    public const string Rows = "Rows";
    public const string Panels = "Panels";
    public const string LaneRows = "LaneRows";
    public const string StateFlush = "StateFlush";
    public const string Tiles = "Tiles";

    /// <summary>Types, by full metadata name, with the members that emitted code uses.</summary>
    public static readonly (string Type, string[] Members)[] All =
    [
        ("RnnGen.ICell`1", ["Info", "CreateParameters", "CreateState", "CreateTape", "Pack", "Prepare", "Step", "Run", "Forward",
            "Backward", "CreateStatePool"]),
        ("RnnGen.CellInfo", ["Name", "ElementSize", "Parameters", "Inputs", "States", "Outputs", "Initializers", "Training", "Equations",
            "DerivedEquations", "FlopsPerStep", "WeightBytesPerStep", "TapeBytesPerStep"]),
        ("RnnGen.Slot", ["Scalar", "Vector", "Matrix"]),
        ("RnnGen.Initializer", ["Zeros", "Ones", "Constant", "Uniform", "Normal", "Glorot", "He", "Orthogonal", "Identity", "LogUniform",
            "Chrono", "Ramp", "LogRamp", "Spectral", "Hippo", "Lmu", "Values", "Blocks", "Seed"]),
        ("RnnGen.ParameterTraining", ["Free", "Constant", "Within"]),
        ("RnnGen.CellParameters`1", ["Values", "Start"]),
        ("RnnGen.CellWeights`1", ["Start"]),
        ("RnnGen.CellState`1", ["State", "Start", "Spare", "Scratch", "Back", "Holds", "Apart", "RequireApart",
            "TryCountSteps", "StepsToFlush", "BeginFlush"]),
        ("RnnGen.CellStatePool`1", ["Begin", "RequireJoined"]),
        ("RnnGen.StateHandle", []),
        ("RnnGen.StateHandleException", []),
        ("RnnGen.PooledCall`1", ["Next", "Read", "Write", "ReadAll", "WriteAll", "Dispose", "Steps", "Rows", "Memory"]),
        ("RnnGen.PooledRows`1", ["InputStart", "StateStart", "OutputStart", "PrivateStart"]),
        ("RnnGen.CellTape`1", ["TimeSteps", "Batch", "Adjoints", "Threads", "Has", "Input", "Output", "State", "InitialState",
            "FinalState", "OutputAdjoint", "StateAdjoint", "FinalStateAdjoint", "InputAdjoint", "InitialStateAdjoint",
            "SavedStart", "ScratchStart", "InputStart", "StateStart", "OutputStart", "OutputAdjointStart", "StateAdjointStart",
            "FinalStateAdjointStart", "InputAdjointStart", "InitialStateAdjointStart", "ShardStart", "FirstOfShard", "RunShards",
            "MarkForward", "RequireForward", "ConsumeForward", "IsWhole", "ForwardSchedule", "BackwardSchedule", "OpenCarry",
            "CloseCarry", "PlaceInitialStates", "CheckpointSteps"]),
        ("RnnGen.TapeSchedule",
            ["TryOverTime", "TryBackOverTime", "TryOverRows", "BeginStrips", "TakeStrip", "IsFirstStrip", "StripStart"]),
        ("RnnGen.TapeRectangle", ["FirstStep", "Steps", "EndStep", "FirstRow", "Rows", "EndRow"]),
        ("RnnGen.Adjoint", ["None", "Outputs", "States", "FinalStates", "Inputs", "InitialStates", "Training"]),
        ("RnnGen.CellPreparation", ["Run"]),
        ("RnnGen.EmbeddedParameters", ["Load"]),
        ("RnnGen.CellErrors", ["WrongLength", "WrongSequence", "WrongFixedSize", "CheckOverlap", "CheckRows", "Own", "SameObject"]),
        ("RnnGen.Numerics.IVector`2", ["Count", "ManyRegisters", "Zero", "One", "Create", "Load", "LoadAt", "LoadNth", "Store",
            "StoreAt", "StoreNth", "KeepFirst", "MultiplyAdd", "AddProduct", "AddProductAt", "AddProductNth", "AddScaled",
            "Minimum", "Maximum", "Sum", "MaximumAcross"]),
        ("RnnGen.Numerics.VectorWidth", ["Use512", "Use256", "Use128"]),
        ("RnnGen.Numerics.Rows",
            ["Load", "Store", "StoreExactly", "Copy", "Add", "AddFirst", "Keep", "KeepTail", "Prefetch", "StoreFirstMaximum"]),
        ("RnnGen.Numerics.StateFlush", ["Apply"]),
        ("RnnGen.Numerics.Panels", ["Copy", "Pack", "PackPairs", "Unpack"]),
        ("RnnGen.Numerics.Tiles",
        [
            "Products1", "Products1Of2", "Products2", "Products2Of2", "Products3", "Products3Of2", "Products4", "Products4Of2",
            "MoreProducts1", "MoreProducts1Of2", "MoreProducts2", "MoreProducts2Of2", "MoreProducts3", "MoreProducts3Of2",
            "MoreProducts4", "MoreProducts4Of2", "Outer1", "Outer2", "Outer3", "Outer4", "MixedOuter2", "MixedOuter3", "MixedOuter4",
        ]),
        ("RnnGen.Numerics.LaneRows", ["Prepare", "Gather", "Scatter", "Clear", "Sum", "Add"]),
        ("RnnGen.Numerics.IBFloat16Pairs`1", ["FirstOfPair"]),
    ];

    /// <summary>The vector structs of an element type, widest first; the last has one lane.</summary>
    public static string VectorType(ElementType element, int bits) => (element, bits) switch
    {
        (ElementType.Float, 32) => "Float1",
        (ElementType.Double, 64) => "Double1",
        (ElementType.Float, _) => $"Float{bits}",
        _ => $"Double{bits}",
    };

    public static string Keyword(ElementType element) => element == ElementType.Float ? "float" : "double";
}
