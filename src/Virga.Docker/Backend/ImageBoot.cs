namespace Virga.Docker.Backend;

/// <summary>How the machines of an image boot.</summary>
/// <param name="Exec">The image's own init, or null for ours.</param>
/// <param name="StopSignal">The signal by which that init shuts down.</param>
/// <param name="DataSource">Where the image's own cloud-init finds its data; null when ours does its work.</param>
/// <param name="EndsByKernel">Whether that init ends by reboot(2), as all but systemd do, and is let do so.</param>
internal sealed record ImageBoot(string? Exec, string StopSignal, string? DataSource, bool EndsByKernel = false)
{
    public static readonly ImageBoot Ours = new(null, "SIGTERM", null);
}
