using System.Diagnostics;

namespace Virga.Service;

/// <summary>
/// A number that differs from process to process, to start ids from. It keeps no secret, so it does not come from the
/// library for cryptography, whose loading costs each start 4 ms and 3 MB.
/// </summary>
internal static class ProcessSeed
{
    /// <summary>The runtime's own seed of hashes, which is random for each process, beside the clock.</summary>
    public static ulong Next() =>
        ((ulong)(uint)HashCode.Combine(Environment.ProcessId) << 32) ^ (ulong)Stopwatch.GetTimestamp();
}
