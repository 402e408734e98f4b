namespace Virga.Docker.Init.UserData;

/// <summary><c>ssh_keys</c>: host keys that are given, and <c>ssh_authorized_keys</c>.</summary>
internal static class SshModule
{
    /// <summary>Host keys; what is not given is made as ever.</summary>
    public static void WriteHostKeys(PlanWriter plan, CloudConfig config)
    {
        if (config["ssh_keys"] is not YamlMap keys) return;
        plan.Module("ssh_keys", PlanWriter.PerInstance);
        foreach (var (name, value) in keys.Entries)
        {
            var split = name.LastIndexOf('_');
            var (type, half) = split < 0 ? (name, "") : (name[..split], name[(split + 1)..]);
            var isKnown = type is "rsa" or "ecdsa" or "ed25519" or "dsa" && half is "private" or "public";
            if (!isKnown || value.Text is not { } text)
            {
                plan.Fail($"cloud-config: ssh_keys: {name} is not supported");
                continue;
            }

            var path = $"/etc/ssh/ssh_host_{type}_key{(half == "public" ? ".pub" : "")}";
            plan.File(path, half == "public" ? "644" : "600", "", text.TrimEnd('\n') + "\n");
        }
    }

    /// <summary>Lines of authorized_keys, each a line for sure.</summary>
    public static IReadOnlyList<string> KeysIn(YamlNode? node) =>
    [
        .. (node?.Items ?? []).SelectMany(item => (item.Text ?? "").Split('\n')).Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith('#') && !line.Any(char.IsControl)),
    ];
}
