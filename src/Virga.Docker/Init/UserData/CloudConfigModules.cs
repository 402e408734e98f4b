using System.Text;

namespace Virga.Docker.Init.UserData;

/// <summary>The modules of cloud-config, in cloud-init's order.</summary>
internal static class CloudConfigModules
{
    /// <summary>Keys that have their effect, or that ask for what holds anyhow.</summary>
    private static readonly HashSet<string> Supported = new(StringComparer.Ordinal)
    {
        "bootcmd", "runcmd", "write_files", "users", "user", "groups", "ssh_authorized_keys", "ssh_keys", "hostname",
        "fqdn", "preserve_hostname", "prefer_fqdn_over_hostname", "manage_etc_hosts", "packages", "package_update",
        "package_upgrade", "apt_update", "apt_upgrade", "mounts", "mount_default_fields", "timezone", "locale",
        "password", "chpasswd", "ssh_pwauth", "power_state", "cloud_init_modules", "cloud_config_modules",
        "cloud_final_modules", "merge_how", "merge_type",

        // The root device is the host's file system, which has its size already.
        "growpart", "resize_rootfs",

        // Host keys are made anew for each instance, and root takes the launch key.
        "ssh_deletekeys", "disable_root",
    };

    /// <summary>Keys that the log must name.</summary>
    public static IEnumerable<string> UnsupportedIn(CloudConfig config) =>
        config.Keys.Where(key => !Supported.Contains(key));

    /// <summary>
    /// What keys that are supported ask for and do not get, one sentence for each. Source of the defaults:
    /// cloud-init's documentation, "Module reference".
    /// </summary>
    public static IEnumerable<string> UnfulfilledIn(CloudConfig config, string? loginUser)
    {
        if (config["disable_root"]?.Truth == true)
            yield return "disable_root has no effect: root takes the launch key";
        if (config["ssh_deletekeys"]?.Truth == false)
            yield return "ssh_deletekeys has no effect: each instance gets host keys of its own";
        if (config["manage_etc_hosts"] is { } hosts && hosts.Truth != false)
            yield return "manage_etc_hosts has no effect: the machine's names are added to /etc/hosts, and what is "
                + "there stays";
        if (config["prefer_fqdn_over_hostname"]?.Truth == true && config["fqdn"] is null)
            yield return "prefer_fqdn_over_hostname has no effect without fqdn";
        if (config["user"] is { } user && !(user.Text is { } name && (name == "default" || name == loginUser)))
            yield return loginUser is null
                ? "user has no effect on an image whose login user is not known"
                : $"user has no effect: the login user stays {loginUser}";
        var sets = config["password"] ?? config["chpasswd"]?["list"] ?? config["chpasswd"]?["users"];
        if (sets is not null && config["chpasswd"]?["expire"]?.Truth != false)
            yield return "chpasswd: expire has no effect: passwords need not be changed at the first login";
        foreach (var sentence in PowerModule.UnfulfilledIn(config)) yield return sentence;
    }

    /// <summary>
    /// What <c>cloud_final_modules: [[scripts-user, always]]</c> and its like say. AWS's own advice for user data at
    /// each boot. (AWS re:Post, "How do I run user data every time my EC2 instance restarts?")
    /// </summary>
    public static Dictionary<string, string> FrequenciesOf(CloudConfig config)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var stage in (string[])["cloud_init_modules", "cloud_config_modules", "cloud_final_modules"])
        {
            foreach (var entry in config[stage]?.Items ?? [])
            {
                if (entry is not YamlList { Nodes: [var module, var frequency, ..] }) continue;
                if (module.Text is not { } name) continue;
                found[name.Replace('-', '_')] = frequency.Text switch
                {
                    "always" => PlanWriter.Always,
                    "once" => PlanWriter.Once,
                    _ => PlanWriter.PerInstance,
                };
            }
        }

        return found;
    }

    /// <param name="plan">Where to.</param>
    /// <param name="config">What was asked for.</param>
    /// <param name="loginUser">The user that <c>default</c> means, or null for the distribution's.</param>
    public static void Write(PlanWriter plan, CloudConfig config, string? loginUser)
    {
        plan.Module("bootcmd", PlanWriter.Always);
        if (Commands(config["bootcmd"]) is { } boot) plan.Run("/var/lib/cloud/instance/bootcmd", boot);
        plan.Module("write_files", PlanWriter.PerInstance);
        FilesModule.Write(plan, config["write_files"], isDeferred: false);
        plan.Module("mounts", PlanWriter.PerInstance);
        MountsModule.Write(plan, config);
        plan.Module("users_groups", PlanWriter.PerInstance);
        UsersModule.Write(plan, config);
        plan.Module("set_passwords", PlanWriter.PerInstance);
        PasswordsModule.Write(plan, config, loginUser);
        plan.Module("locale", PlanWriter.PerInstance);
        if (config["locale"]?.Text is { } locale)
            plan.File("/etc/default/locale", "644", "", $"LANG={locale}\n");
        plan.Module("timezone", PlanWriter.PerInstance);
        TimeZone(plan, config["timezone"]?.Text);
        plan.Module("runcmd", PlanWriter.PerInstance);
        if (Commands(config["runcmd"]) is { } commands)
            plan.File("/var/lib/cloud/instance/scripts/runcmd", "700", "", commands);
        plan.Module("package_update_upgrade_install", PlanWriter.PerInstance);
        PackagesModule.Write(plan, config);
        plan.Module("write_files_deferred", PlanWriter.PerInstance);
        FilesModule.Write(plan, config["write_files"], isDeferred: true);
    }

    /// <summary>A list is a program and its arguments, a text is the shell's. Null for nothing.</summary>
    public static string? Commands(YamlNode? node)
    {
        if (node is null || node.Items.Count == 0) return null;
        var script = new StringBuilder("#!/bin/sh\n");
        foreach (var command in node.Items)
        {
            if (command is YamlList words) script.AppendJoin(' ', words.Nodes.Select(word => Quote(word.Text ?? "")));
            else script.Append(command.Text);
            script.Append('\n');
        }

        return script.ToString();
    }

    /// <summary>As one word of the shell.</summary>
    public static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static void TimeZone(PlanWriter plan, string? zone)
    {
        if (zone is null) return;
        plan.Run("/var/lib/cloud/instance/timezone", $$"""
            #!/bin/sh
            zone={{Quote(zone)}}
            if [ ! -e "/usr/share/zoneinfo/$zone" ]; then
              echo "the image has no time zone $zone" >&2
              exit 1
            fi
            ln -sf "/usr/share/zoneinfo/$zone" /etc/localtime
            echo "$zone" > /etc/timezone

            """);
    }
}
