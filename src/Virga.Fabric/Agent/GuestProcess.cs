namespace Virga.Fabric.Agent;

/// <summary>
/// A guest is found by the number of its first process, and numbers are given again: a cable that ended in another
/// process would end in the network of the host itself, most likely.
/// </summary>
internal static class GuestProcess
{
    /// <summary>
    /// Sees to it that a namespace is of a process of a container. Engines name a container's control groups by its id
    /// (docker/ID, docker-ID.scope), and the kernel lists a process's groups in /proc, in both versions of cgroups.
    /// </summary>
    /// <param name="path">Such as /proc/77/ns/net; other paths are not looked at.</param>
    /// <param name="containerId">Empty is not checked.</param>
    /// <exception cref="IOException">It is another process, or none.</exception>
    public static void Check(string path, string containerId)
    {
        if (containerId.Length == 0 || path.Split('/') is not ["", "proc", var number, "ns", "net"]) return;
        if (!IsOf(File.ReadAllText($"/proc/{number}/cgroup"), containerId))
            throw new IOException($"process {number} is not of container {containerId}");
    }

    /// <summary>Whether a list of control groups is that of a process of a container.</summary>
    public static bool IsOf(string groups, string containerId) =>
        groups.Contains(containerId, StringComparison.Ordinal);
}
