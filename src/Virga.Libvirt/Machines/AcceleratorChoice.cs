using Microsoft.Extensions.Logging;
using Virga.Libvirt.Domains;

namespace Virga.Libvirt.Machines;

/// <summary>What runs the guests of this host: as the setting says, else as a probe found, once.</summary>
internal sealed partial class AcceleratorChoice(Accelerator? setting, KvmProbe probe, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private (Accelerator Accelerator, string Reason)? found = setting is { } choice ? (choice, "a setting") : null;

    /// <summary>For health: null until the probe has run.</summary>
    internal string? Description => found is { } known ? $"{Word(known.Accelerator)}: {known.Reason}" : null;

    internal async Task<Accelerator> GetAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (found is null)
            {
                found = await probe.RunAsync(cancellation).ConfigureAwait(false);
                Log.Chosen(logger, Word(found.Value.Accelerator), found.Value.Reason);
            }

            return found.Value.Accelerator;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private static string Word(Accelerator accelerator) => accelerator == Accelerator.Kvm ? "KVM" : "emulation";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Virtual machines run by {Accelerator}: {Reason}")]
        internal static partial void Chosen(ILogger logger, string accelerator, string reason);
    }
}
