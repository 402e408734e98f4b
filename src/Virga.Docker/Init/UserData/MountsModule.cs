using System.Text;

namespace Virga.Docker.Init.UserData;

/// <summary>
/// <c>mounts</c>: lines of fstab, marked as cloud-init marks them, and a mount of all. Source: cloud-init's
/// documentation, "Module reference, Mounts".
/// </summary>
internal static class MountsModule
{
    private const string Comment = "comment=cloudconfig";

    private static readonly string[] Defaults = ["", "", "auto", "defaults,nofail", "0", "2"];

    public static void Write(PlanWriter plan, CloudConfig config)
    {
        var fields = (config["mount_default_fields"]?.Items ?? []).Select(field => field.Text).ToList();
        var script = new StringBuilder("#!/bin/sh\n");
        var count = 0;
        foreach (var mount in config["mounts"]?.Items ?? [])
        {
            var words = mount.Items.Select(word => word.Text).ToList();
            if (words is not [{ Length: > 0 } device, { Length: > 0 } point, ..]) continue;
            string At(int index) =>
                words.ElementAtOrDefault(index) ?? fields.ElementAtOrDefault(index) ?? Defaults[index];
            string[] line = [DeviceOf(device), point, At(2), $"{At(3)},{Comment}", At(4), At(5)];
            var text = CloudConfigModules.Quote(string.Join(' ', line));
            script.Append("grep -qsF ").Append(text).Append(" /etc/fstab || printf '%s\\n' ").Append(text)
                .Append(" >> /etc/fstab\n");
            if (point.StartsWith('/')) script.Append("mkdir -p ").Append(CloudConfigModules.Quote(point)).Append('\n');
            count++;
        }

        if (count > 0) plan.Run("/var/lib/cloud/instance/mounts", script.Append("mount -a\n").ToString());
    }

    /// <summary>A short name of a device stands in /dev.</summary>
    private static string DeviceOf(string name) =>
        name.StartsWith("xvd", StringComparison.Ordinal) || name.StartsWith("sd", StringComparison.Ordinal)
            || name.StartsWith("nvme", StringComparison.Ordinal)
            ? "/dev/" + name
            : name;
}
