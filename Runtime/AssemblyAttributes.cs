using System;

// Cells of libraries that promise other languages a surface without unsigned numbers derive from types here. What breaks the promise
// (the vectors that emitted kernels compute with) is marked where it stands.
[assembly: CLSCompliant(true)]
