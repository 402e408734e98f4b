using System.Text;

namespace Virga.Docker.Init.UserData;

/// <summary><c>password</c>, <c>chpasswd</c> and <c>ssh_pwauth</c>, by the image's own chpasswd.</summary>
internal static class PasswordsModule
{
    private const string Path = "/var/lib/cloud/instance/passwords";

    public static void Write(PlanWriter plan, CloudConfig config, string? loginUser)
    {
        var lines = new List<string>();
        if (config["password"]?.Text is { } password)
        {
            if (loginUser is null) plan.Fail("cloud-config: password: the login user of the image is not known");
            else lines.Add($"{loginUser}:{password}");
        }

        var change = config["chpasswd"];
        foreach (var item in change?["list"]?.Items ?? [])
            lines.AddRange((item.Text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        foreach (var user in change?["users"]?.Items ?? [])
            if (user["name"]?.Text is { } name && user["password"]?.Text is { } secret) lines.Add($"{name}:{secret}");
        if (lines.Count > 0) plan.Run(Path, Script([.. lines]));
        if (config["ssh_pwauth"]?.Truth is { } isOn)
            plan.File("/etc/ssh/sshd_config.d/50-cloud-init.conf", "600", "",
                $"PasswordAuthentication {(isOn ? "yes" : "no")}\n");
    }

    /// <summary>A hash (<c>$6$…</c>) is given to chpasswd as one.</summary>
    public static string Script(params string[] lines)
    {
        var script = new StringBuilder("#!/bin/sh\nset -e\nrm -f \"$0\"\n");
        foreach (var line in lines)
        {
            var secret = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
            var flag = secret.StartsWith('$') ? " -e" : "";
            script.Append("printf '%s\\n' ").Append(CloudConfigModules.Quote(line)).Append(" | chpasswd")
                .Append(flag).Append('\n');
        }

        return script.ToString();
    }
}
