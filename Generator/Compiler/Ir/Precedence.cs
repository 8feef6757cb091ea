namespace RnnGen.Compiler.Ir;

/// <summary>How tightly a spelling binds, as in the grammar of the cell language (<c>@</c> binds tighter than a sign).</summary>
public enum Precedence { Sum, Product, Unary, MatMul, Primary }
