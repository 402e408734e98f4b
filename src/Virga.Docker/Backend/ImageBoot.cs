namespace Virga.Docker.Backend;

/// <summary>How the machines of an image boot.</summary>
/// <param name="Exec">The image's own init, or null for ours.</param>
/// <param name="StopSignal">The signal by which that init shuts down.</param>
/// <param name="HasCloudInit">Whether the image's own cloud-init takes the user data, in the place of ours.</param>
/// <param name="EndsByKernel">Whether that init ends by reboot(2), as all but systemd do, and is let do so.</param>
internal sealed record ImageBoot(string? Exec, string StopSignal, bool HasCloudInit, bool EndsByKernel = false)
{
    public static readonly ImageBoot Ours = new(null, "SIGTERM", HasCloudInit: false);

    /// <summary>
    /// Where the image's own cloud-init finds its data: at the metadata service, as on AWS, or in files where the
    /// machine has no network in which there is one. Null when ours does its work.
    /// </summary>
    /// <param name="interfaces">How many interfaces of the fabric the machine gets.</param>
    public string? DataSource(int interfaces) => !HasCloudInit ? null : interfaces > 0 ? "Ec2" : "NoCloud";
}
