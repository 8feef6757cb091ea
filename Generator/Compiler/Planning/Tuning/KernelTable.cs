using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Tuning;

/// <summary>Every threshold of the planner and the emitters, in one place, with what set it.</summary>
public static class KernelTable
{
    /// <summary>Elements to which private rows are padded: one 64-byte line, the widest vector.</summary>
    public static int Lanes(int elementSize) => 64 / elementSize;

    /// <summary>
    /// Bytes of the first-level data cache of most processors; weights beyond half of it are read back and forth (31 % faster where they
    /// fill the second level, 11 % at twice the first, nothing lost elsewhere).
    /// </summary>
    public const int FirstLevelCache = 32 * 1024;

    /// <summary>
    /// Elements from one private row of a sequence to the next: an odd number of 64-byte lines from eight on. Weight gradients read one
    /// column of lines over all rows of a chunk; at a multiple of 512 bytes these fall into a few sets of the first-level cache (LSTM of
    /// 64, 128 and 256 units: gradients at 96, 91 and 84 % of the FMA peak rather than 85, 81 and 73).
    /// </summary>
    /// <param name="length">Whole lines.</param>
    public static int RowStride(int length, int lanes) => lanes > 1 && length >= 8 * lanes ? (length / lanes | 1) * lanes : length;

    /// <summary>Accumulators of one panel: with eight, two rows of 512-bit vectors still fit the registers.</summary>
    public const int PanelWidth = 8;

    /// <summary>Independent chains that hide the latency of a multiply-add (4 cycles, 2 a cycle); more gained less than 3 %.</summary>
    public const int Chains = 8;

    /// <summary>
    /// Partial sums of an accumulator of a streaming kernel that has too few for <see cref="Chains"/>: no more than leave each two elements
    /// of its longest vector (steps of LSTM: hidden 8 6 % faster, 16 8 %). A sum that meets other vectors fills no gap in the loop over
    /// this one: counted too, it takes back all that <see cref="InTurns"/> gains with 256 bits. Where there are more than
    /// <see cref="PartialSumsTogether"/> then, it counts.
    /// </summary>
    /// <param name="accumulators">That meet the longest vector, or are gathered in the same turn, in all blocks side by side.</param>
    /// <param name="longest">The length of the longest vector that the accumulator meets.</param>
    public static int PartialSums(int accumulators, int longest)
    {
        int parts = 1;
        while (2 * parts * accumulators <= Chains && 4 * parts <= longest) parts *= 2;
        return parts;
    }

    /// <summary>
    /// Vectors of partial sums that may be in registers together: of 16 registers the others hold what they meet (16 of them cost a step of
    /// LSTM (64,128) with layer norms, 256 bits, 11 %).
    /// </summary>
    public const int PartialSumsTogether = 12;

    /// <summary>
    /// From this cost on (that of an addition is 1) an equation is a function, whose latency other work can fill: several blocks of units
    /// go on to the next one together (<c>Run</c> of LSTM (1,32), two blocks: 134 ns a step one behind the other, 129 like this).
    /// </summary>
    public const int FunctionCost = 6;

    /// <summary>
    /// Functions from this cost on are stages of their own with sequences in the lanes: a loop over all units for each link of a chain is
    /// 20 % faster than the whole chain unit by unit (LSTM (3,5)).
    /// </summary>
    public const int LaneLinkCost = 5;

    /// <summary>
    /// Sums of outer products that are in registers at once with sequences in the lanes: half of 32, the rest hold adjoints and elements.
    /// </summary>
    public const int LaneSums = 16;

    /// <summary>
    /// Vectors of a gradient's row that a tile takes where gradients are added in place: with four, a tile of six units has as many sums as
    /// a product's. Fewer where their number asks for it, so that no part is left over.
    /// </summary>
    /// <param name="vectors">Of the whole row.</param>
    public static int GradientVectors(int vectors)
    {
        int most = 4;
        while (vectors % most != 0) most--;
        return most;
    }

    /// <summary>Rows that a sweep over all rows takes at a time: adjoints and vectors of a chunk stay in the first-level cache.</summary>
    public const int RowChunk = 64;

    /// <summary>
    /// Vector registers that a tile's accumulators may take where there are 32: the rest hold weights and one broadcast. A tile takes all
    /// elements of its vectors in one go: cut so that the weights stay in the first-level cache for all rows, (64,128) to (256,512) ran 0
    /// to 2 % slower.
    /// </summary>
    public const int TileRegisters = 24;

    /// <summary>The same with 16 registers: larger tiles spill and run 1.5 to 3 times slower.</summary>
    public const int SmallTileRegisters = 8;

    /// <summary>
    /// Vectors of sums in a row up to which the runtime has tiles. Six rows of four need ten loads for 24 multiply-adds; more vectors and
    /// fewer rows need no fewer.
    /// </summary>
    public const int TileVectors = 4;

    /// <summary>
    /// Multiply-adds of a product up to which the kernel of one row writes them out. The JIT inlines so many only, and where functions are
    /// long, as with 256-bit vectors, that is few: as loops steps of LSTM (1,16) are 1.3 times faster, (1,8) and (3,5) 1.4 and 1.5 times
    /// with 256 bits and equal (0.98 to 1.01) with 512, of GRU with the reset after (1,16) 1.4 times with 256 bits.
    /// </summary>
    public const int UnrolledProducts = 16;

    /// <summary>
    /// Sums of a stage of one row up to which each goes across the lanes of a vector, with rows of weights as they are; more have a lane
    /// each. With heads of one row, and one kernel for all of it, steps of LSTM 1→16→1 are 1.1 times faster with 512 bits.
    /// </summary>
    public const int SumsAcross = 4;

    /// <summary>Elements of the vectors from which that pays: fewer are a few multiply-adds.</summary>
    public const int ElementsAcross = 8;

    /// <summary>
    /// Multiply-adds of input products from which one sequence computes them for many steps at once, before its loop: below, the detour
    /// through memory costs what it saves (LSTM (16,32): 4 % lost, (16,64) 2 % won, (64,128) 17 %, (128,256) 25 %).
    /// </summary>
    public const int HoistedProducts = 4000;

    /// <summary>
    /// Multiply-adds on the way from one recurrence to the next from which each has a loop of its own over one sequence. Two layers of
    /// LSTM in one cell, against one loop: hidden 16 (1024) 25 % faster forward and 20 % slower training, 24 (2304) 17 and 26 % faster,
    /// 32 (4096) 33 and 24 %, 128 (65,536) 14 and 15 %.
    /// </summary>
    public const int ApartProducts = 2000;

    /// <summary>
    /// Multiply-adds of each of two chained recurrences from which they have a loop each over a batch. Below, the weights of both stay in
    /// the cache, and one loop is one pass over memory less (training of two layers of LSTM, batch 32: hidden 48 9 % faster, 64 5 %, 128
    /// equal, 256 5 % slower). A recurrence without products never gains (QRNN with its delay: one loop is 9 to 11 % faster from 32 to
    /// 128 units).
    /// </summary>
    public const int ApartBatchProducts = 40_000;

    /// <summary>Steps of a stream whose input products are computed at once: each weight is read once for all of them.</summary>
    public const int RunChunk = 16;

    /// <summary>
    /// Elements of inputs, states and outputs that a pool takes at a time where several steps are run: they stay in the second-level cache.
    /// </summary>
    public const int PoolElements = 128 * 1024;

    /// <summary>Stage calls up to which a loop over a fixed number of time steps is unrolled.</summary>
    public const int UnrolledStages = 48;

    /// <summary>
    /// Statements up to which a cell with so many loops over time has kernels beyond those for rows, and up to which complete unrolling may
    /// add to it. A statement is about 110 characters of source: 3000 are 350 KB, which editors and the C# compiler are quick with. All
    /// kernels of an LSTM (64,128) have 600, of each layer in a stack 610, of (3,5) with sequences in the lanes 960: each further loop
    /// brings so much, so that a stack keeps what a layer has by itself, up to sixteen layers.
    /// </summary>
    public static int CellNodes(int loops) => Math.Min(CellNodesOfOneLoop + (loops - 1) * LoopNodes, MostNodes);

    private const int CellNodesOfOneLoop = 3000, LoopNodes = 1000, MostNodes = 10_000;

    /// <summary>
    /// Bytes of IL that complete unrolling may make of one method. Above 60,000 the JIT optimises nothing (64 KB: 17.1 ms rather than 2.0),
    /// and 58.4 KB have been seen to fall.
    /// </summary>
    public const int MethodBytes = 50_000;

    /// <summary>
    /// Values that complete unrolling may make of one method. The JIT counts each local of a method and of all that it inlines, and behind
    /// the 512th inlines nothing: each multiply-add becomes a call (RNN of 16 units, 120 elements written out 101 ns, 128 295 ns).
    /// </summary>
    public const int MethodValues = 500;

    /// <summary>
    /// Of these, what a method takes before anything else. This and the next are fitted to where steps of LSTM and RNN fall.
    /// </summary>
    public const int BodyValues = 112;

    /// <summary>For each accumulator, its start and its use.</summary>
    public const int AccumulatorValues = 4;

    /// <summary>For each unit of an equation's cost.</summary>
    public const int CostValues = 2;

    /// <summary>For each element of a vector that a product reads, beside one for each multiply-add.</summary>
    public const int ElementValues = 2;

    /// <summary>
    /// What a multiply-add and an element take instead where the weights are loaded by calls that the JIT inlines, and the values up to
    /// which products are written out like that: fitted to where steps back of LSTM of 17 to 47 units fall (one whose products were calls
    /// took 30 us instead of 5).
    /// </summary>
    public const int LoadedValues = 3, LoadedMethodValues = 560;

    /// <summary>The values of a method for a block of units without its products.</summary>
    public static int ValuesOf(Stage.Map stage, int blocks) => BodyValues
        + blocks * AccumulatorValues * stage.Accumulators.Count + blocks * CostValues * stage.Equations.Sum(CriticalPath.Cost);

    /// <summary>Bytes of IL of a call, at most.</summary>
    public static int CallBytes(int arguments) => 40 + 20 * arguments;

    /// <summary>
    /// Blocks of units that a kernel of a tile takes side by side: a power of two that divides their number, so that none is empty. Each
    /// row needs about four vectors of weights for its broadcast to pay.
    /// </summary>
    /// <param name="lanes">Elements of a vector.</param>
    public static int BlocksOfBatch(int accumulators, int units, int lanes) =>
        PowerOfTwo(accumulators == 1 ? 4 : accumulators <= 3 ? 2 : 1, units, lanes);

    /// <summary>
    /// The same in a kernel of one row, where it takes <see cref="Chains"/> accumulators to hide the latency. Three narrow blocks are taken
    /// together (steps of LSTM (1,24) with 256 bits: 1.28 times faster than one by one; three of 512 bits are too much for one method, LSTM
    /// (1,48) 0.62 times).
    /// </summary>
    /// <param name="narrow">Vectors are half of the widest, or less.</param>
    public static int BlocksOfRow(int accumulators, int units, int lanes, bool narrow)
    {
        if (narrow && Blocks(units, lanes) == 3 && accumulators is 3 or 4) return 3;
        return PowerOfTwo(accumulators <= 4 ? Chains / (accumulators == 3 ? 4 : accumulators) : 1, units, lanes);
    }

    /// <summary>
    /// Of these blocks so many that their weights are still in the first-level cache when the next step begins with them, where those of
    /// the whole stage are not. Steps with 512 bits, one block rather than two: LSTM (16,64) 772 to 683 ns, (64,32) 450 to 374, (32,96)
    /// 1804 to 1672, GRU (16,64) 564 to 520; with 256 bits LSTM (64,32) 496 to 410. Bundles of fewer bytes than <see cref="BundleBytes"/>
    /// wait for their functions instead (LSTM (1,64) with 256 bits 608 to 638), a broadcast for one multiply-add does not pay (RNN (64,128)
    /// with 512 bits: eight blocks 870, two 795, one 837), and where one block is too large nothing is won (LSTM (128,256): 15.7 to 15.8
    /// us, with 256 bits 16.8 to 17.2). Weights of bfloat16 are bound by their shifts ((64,128) 1.94 to 2.01 us).
    /// </summary>
    /// <param name="unitBytes">Bytes of the weights of a unit.</param>
    public static int BlocksInCache(int blocks, int accumulators, int units, int lanes, long unitBytes)
    {
        long block = lanes * unitBytes;
        if (units * unitBytes <= FirstLevelCache) return blocks;
        int few = blocks;
        while (few % 2 == 0 && few / 2 * accumulators >= ProductsOfBroadcast && few / 2 * block >= BundleBytes) few /= 2;
        return few * block <= FirstLevelCache ? few : blocks;
    }

    /// <summary>Bytes of weights that take about as long as the functions of a bundle, which run beside the next one's products.</summary>
    private const int BundleBytes = 9 * 1024;

    /// <summary>Multiply-adds for which an element is repeated over a vector at least.</summary>
    private const int ProductsOfBroadcast = 2;

    private static int PowerOfTwo(int most, int units, int lanes)
    {
        while (Blocks(units, lanes) % most != 0) most /= 2;
        return most;
    }

    private static int Blocks(int units, int lanes) => (units + lanes - 1) / lanes;

    /// <summary>
    /// Vectors of the widest kind that the units of a stage fill, up to which narrower ones have kernels of their own where these take
    /// other blocks side by side: one vector of 512 bits is two of 256, whose chains run beside each other (steps of LSTM (1,16) 1.19 times
    /// faster than one by one, of two layers 1.11 to 1.25 times, of GRU with the reset after (1,16) 1.06 to 1.11 times). Stages of more
    /// units have chains enough.
    /// </summary>
    private const int NarrowVectors = 3;

    /// <summary>
    /// Whether units are few enough that a stream takes the equations of all of them side by side. More go bundle by bundle, and what waits
    /// longest is quicker in a loop of its own behind: a step of a cell whose two states are mixed by 1 - k and 1 - q is 1.06 times faster
    /// with 64 units, 1.03 with 128; one of GRU with the reset after 1.14 times slower with 16 units, 1.1 with 24 and 32, as fast with 64.
    /// </summary>
    public static bool AreFew(int units, int lanes) => units <= NarrowVectors * lanes;

    /// <summary>
    /// Whether a stage of one row gathers the sums that its longest chain begins with, and goes on with that chain, before it gathers the
    /// others. That is worth it where those are half of them or fewer: steps of GRU with the reset after (1,16), one of three, are 1.15
    /// times faster with 256 bits and 1.09 with 512; of LSTM, three of four, 0.82 and 0.94, for the other one is late then.
    /// </summary>
    public static bool InTurns(int units, int lanes, int first, int sums) => AreFew(units, lanes) && 2 * first <= sums;

    /// <summary>
    /// Rows of a tile over <paramref name="vectors"/> accumulators a row: the most that 32 registers hold, and the most that 16 do.
    /// </summary>
    public static (int Large, int Small) RegisterRows(int vectors) =>
        (Clamp(TileRegisters / vectors, 1, 6), Clamp(SmallTileRegisters / vectors, 1, 4));

    /// <summary>
    /// Rows of the tiles that take what the largest leave, downwards. Below three rows a tile waits for its weights: of the second level's,
    /// which bring 48 bytes a cycle, 4 accumulators a row run at 97, 96 and 65 to 80 % of the FMA peak with 6, 4 and 2 rows. One or two
    /// accumulators a row are light enough for what is left of four.
    /// </summary>
    public static IEnumerable<int> RestRows(int vectors) => vectors > 2 ? [4, 2, 1] : [4, 1];

    private static int Clamp(int value, int low, int high) => value < low ? low : value > high ? high : value;

    /// <summary>
    /// Vectors of columns that a pass over a matrix by columns takes side by side: with four, each sum has as many chains, and an element
    /// of a vector along the rows is loaded once for all of them.
    /// </summary>
    public const int MatrixVectors = 4;

    /// <summary>
    /// Rows that a pass over a matrix takes at a time: vectors along the columns are loaded once for all of them, each row's sums are
    /// chains of their own, and sums of columns go to memory once for all of them. Where there are none of columns, two are as good as four
    /// (a gated memory of 64 units: 249 and 248 ns a step).
    /// </summary>
    /// <param name="registers">That each row takes, and that all share.</param>
    /// <param name="values">That each row adds to the method; smaller tiles behind the largest take as many again.</param>
    public static int MatrixRows((int EachRow, int Shared) registers, int values, int rows, bool manyRegisters)
    {
        int most = manyRegisters ? 30 : 15, size = MatrixTileRows;
        while (size > 1 && (size > rows || size * registers.EachRow + registers.Shared > most || !FitsMethod(2 * size * values))) size /= 2;
        return size;
    }

    /// <summary>Rows of the largest tile of a pass over a matrix.</summary>
    public const int MatrixTileRows = 4;

    /// <summary>
    /// Values of the rows of all tiles of a pass over a matrix up to which the JIT inlines all of it, where rows end with a part of a
    /// vector: those parts are loaded and stored by methods of some values each. In the zoo 102 had no calls left, 112 had 26.
    /// </summary>
    public const int RaggedMatrixValues = 104;

    /// <summary>Whether maps without products fit one method together.</summary>
    public static bool FitsSeries(IEnumerable<Stage.Map> maps) => FitsMethod(maps.Sum(map => ValuesOf(map, 1) - BodyValues));

    /// <summary>Whether the JIT still inlines all of a method whose body has so many values.</summary>
    public static bool FitsMethod(int values) => BodyValues + values <= MethodValues;

    /// <summary>Units of a state up to which sequences may lie in the lanes; 13 gain nothing even where the lanes are full.</summary>
    public const int LaneUnits = 11;

    /// <summary>Features of any tensor up to which its rows are taken apart into lanes: one of 16 fills a vector by itself.</summary>
    public const int LaneFeatures = 16;

    /// <summary>
    /// Sequences lie in the lanes where this many times their number is at least that of the vectors of a step, <see cref="LaneVectors"/>
    /// for each group of 16. Training steps of LSTM, GRU and RNN against rows: 3 units 1.2 to 1.5 times faster from 4 sequences on and 3.8
    /// with 16; 5 units 1.4 to 1.7 from 8 and 2.4 to 2.9 with 16; 8 units 1.0 with 10, 1.4 to 1.8 with 16. Inference gains less, an RNN
    /// least.
    /// </summary>
    public const int LaneGain = 11;

    /// <summary>Whether sequences lie in the lanes, of a batch where it is fixed, else of any: none gains as much as full groups.</summary>
    public static bool CanGainInLanes(int vectors, int lanes, int? batch) =>
        LaneGain * (long)(batch ?? lanes) >= vectors * (((long)(batch ?? lanes) + lanes - 1) / lanes);

    /// <summary>What a group costs: its units, and a little of its inputs.</summary>
    public static int LaneVectors(int units, int inputs) => 16 * units + 4 * inputs;

    /// <summary>Values of one method with rows in the lanes; more of its stages have methods of their own.</summary>
    public const int LaneValues = 400;

    /// <summary>Multiply-adds of a stage up to which its products are written out there; up to 64 gained nothing.</summary>
    public const int LaneUnrolledProducts = 16;

    /// <summary>For each vector that a stage reads or writes there.</summary>
    public const int PlaceValues = 3;

    /// <summary>
    /// Sums that a stage with rows in the lanes keeps at once: they hide the latency of multiply-adds, and reading vectors again for the
    /// next units costs less than more code (with 24 sums LSTM (3,5) and (1,8) took 2 to 4 % longer, and 4 KB more; with 4, 6 %).
    /// </summary>
    private const int LaneSumsAtOnce = 8;

    /// <summary>
    /// Units of more than eight that are taken at once where each has one sum, which several vectors meet one after the other: their loops
    /// overlap (training of LSTM (16,7) and (16,4): 0.99 and 1.03 times as fast as with eight, and 1 KB less).
    /// </summary>
    private const int LaneLoneSums = 4;

    /// <summary>
    /// Units that a stage with rows in the lanes takes at a time: so many that there are enough sums, and a number that divides the units.
    /// </summary>
    public static int LaneUnitsSideBySide(int accumulators, int units, bool isLight)
    {
        if (!isLight || accumulators == 0) return 1;
        int most = Clamp(LaneSumsAtOnce / accumulators, 1, units);
        if (accumulators == 1 && units > LaneSumsAtOnce && units % LaneLoneSums == 0) most = LaneLoneSums;
        while (units % most != 0) most--;
        return most;
    }

    /// <summary>Parts of each sum there, where there are few.</summary>
    public static int LanePartialSums(int sums) => Math.Max(1, LaneSumsAtOnce / Math.Max(1, sums));
}
