using System;

// As the runtime, whose types this surface is made of; seeds are marked where they stand.
[assembly: CLSCompliant(true)]
