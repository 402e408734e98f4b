using System.Text;

namespace Virga.Docker.Init.UserData;

/// <summary>
/// What a machine does with its user data, as steps for the guest's init, in the order of cloud-init's stages (its
/// documentation, "Boot stages", and the module lists of its package 22.4). A pure function of the user data and of
/// what its includes lead to, so that nothing has to be in the guest but a shell, and that only for scripts.
/// </summary>
internal sealed record UserDataPlan
{
    private const string Instance = "/var/lib/cloud/instance";
    private const string Scripts = "/var/lib/cloud/scripts";

    /// <summary>Steps before sshd starts.</summary>
    public required IReadOnlyList<string> Early { get; init; }

    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The name that it gives the machine, or null.</summary>
    public string? Hostname { get; init; }

    /// <summary>The name in full, or null.</summary>
    public string? FullName { get; init; }

    /// <summary>Keys for the login user, beside the launch key.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Whether the distribution's login user is to be there.</summary>
    public bool HasLoginUser { get; init; } = true;

    /// <param name="userData">As the user gave it, decoded from the request.</param>
    /// <param name="loginUser">The user that <c>default</c> means, or null for the distribution's.</param>
    /// <param name="include">The content of an included URL, or null.</param>
    public static UserDataPlan Of(ReadOnlyMemory<byte> userData, string? loginUser, Func<string, byte[]?> include)
    {
        var reader = new UserDataReader(include);
        reader.Read(userData);
        var config = CloudConfig.Of(reader.Parts);
        var plan = new PlanWriter(CloudConfigModules.FrequenciesOf(config));
        foreach (var problem in reader.Problems.Concat(config.Problems)) plan.Fail(problem);
        foreach (var key in CloudConfigModules.UnsupportedIn(config))
            plan.Log($"cloud-config: the key {key} is not supported and has no effect");
        foreach (var sentence in CloudConfigModules.UnfulfilledIn(config, loginUser))
            plan.Log($"cloud-config: {sentence}");
        BootHooks(plan, reader.Parts);
        CloudConfigModules.Write(plan, config, loginUser);
        FinalScripts(plan, reader.Parts);
        PowerModule.Write(plan, config);
        var early = new PlanWriter();
        SshModule.WriteHostKeys(early, config);
        var fullName = NameIn(plan, config, "fqdn");
        var hostname = NameIn(plan, config, "hostname") ?? fullName?.Split('.')[0];
        return new()
        {
            Early = early.Steps,
            Steps = plan.Steps,
            Hostname = config["preserve_hostname"]?.Truth == true ? null
                : config["prefer_fqdn_over_hostname"]?.Truth == true ? fullName ?? hostname
                : hostname,
            FullName = fullName,
            Keys = SshModule.KeysIn(config["ssh_authorized_keys"]),
            HasLoginUser = UsersModule.HasLoginUser(config),
        };
    }

    /// <summary>A host name is 63 letters, digits, hyphens and dots at most, or the kernel does not take it.</summary>
    private static string? NameIn(PlanWriter plan, CloudConfig config, string key)
    {
        if (config[key]?.Text is not { } name) return null;
        if (name.Length is > 0 and <= 63 && name.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '.'))
            return name;
        plan.Fail($"cloud-config: {key}: this is no host name");
        return null;
    }

    private static void BootHooks(PlanWriter plan, IReadOnlyList<UserDataPart> parts)
    {
        plan.Module("boothooks", PlanWriter.Always);
        foreach (var hook in parts.Where(part => part.Kind == PartKind.BootHook))
        {
            // A hook without "#!" is run by the shell, and its mark is a comment there.
            var path = $"{Instance}/boothooks/{hook.Name}";
            var text = Encoding.Latin1.GetString(hook.Content);
            var first = text.IndexOf('\n', StringComparison.Ordinal);
            if (text.StartsWith("#cloud-boothook", StringComparison.Ordinal))
                text = first < 0 ? "" : text[(first + 1)..];
            if (!text.StartsWith("#!", StringComparison.Ordinal)) text = "#!/bin/sh\n" + text;
            plan.File(path, "700", "", Encoding.Latin1.GetBytes(text), isAppended: false);
            plan.RunFile(path);
        }
    }

    private static void FinalScripts(PlanWriter plan, IReadOnlyList<UserDataPart> parts)
    {
        plan.Module("write_scripts", PlanWriter.Always);
        foreach (var part in parts)
        {
            var folder = part.Kind switch
            {
                PartKind.Script => $"{Instance}/scripts",
                PartKind.ScriptPerBoot => $"{Scripts}/per-boot",
                PartKind.ScriptPerInstance => $"{Scripts}/per-instance",
                PartKind.ScriptPerOnce => $"{Scripts}/per-once",
                _ => null,
            };
            if (folder is not null) plan.File($"{folder}/{part.Name}", "700", "", part.Content, isAppended: false);
        }

        plan.Module("scripts_per_once", PlanWriter.Once);
        plan.Folder($"{Scripts}/per-once");
        plan.Module("scripts_per_boot", PlanWriter.Always);
        plan.Folder($"{Scripts}/per-boot");
        plan.Module("scripts_per_instance", PlanWriter.PerInstance);
        plan.Folder($"{Scripts}/per-instance");
        plan.Module("scripts_user", PlanWriter.PerInstance);
        plan.Folder($"{Instance}/scripts");
    }
}
