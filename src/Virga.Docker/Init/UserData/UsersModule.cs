using System.Globalization;
using System.Text;

namespace Virga.Docker.Init.UserData;

/// <summary>
/// <c>groups</c> and <c>users</c>. Source: cloud-init's documentation, "Module reference, Users and Groups".
/// </summary>
internal static class UsersModule
{
    private static readonly HashSet<string> Supported = new(StringComparer.Ordinal)
    {
        "name", "gecos", "primary_group", "groups", "homedir", "no_create_home", "no_user_group", "shell", "uid",
        "sudo", "passwd", "hashed_passwd", "plain_text_passwd", "lock_passwd", "ssh_authorized_keys", "system",
    };

    /// <summary>Without a list of users, or with <c>default</c> in it, the distribution's user is there.</summary>
    public static bool HasLoginUser(CloudConfig config) =>
        config["users"] is not { Items.Count: > 0 } users
        || users.Items.Any(user => user.Text == "default" || user["name"]?.Text == "default");

    public static void Write(PlanWriter plan, CloudConfig config)
    {
        foreach (var group in GroupsIn(config["groups"]))
        {
            plan.Group(group.Name);
            foreach (var member in group.Members) plan.Member(group.Name, member);
        }

        var sudo = new StringBuilder();
        foreach (var user in config["users"]?.Items ?? [])
        {
            if (user.Text is { } plain && plain != "default")
                plan.User(plain, "", "", "", "", "", "", "");
            else if (user["name"]?.Text is { } name && name != "default")
                Add(plan, user, name, sudo);
        }

        if (sudo.Length > 0) plan.File("/etc/sudoers.d/90-cloud-init-users", "440", "", sudo.ToString());
    }

    private static void Add(PlanWriter plan, YamlNode user, string name, StringBuilder sudo)
    {
        foreach (var key in ((YamlMap)user).Entries.Select(entry => entry.Key).Where(key => !Supported.Contains(key)))
            plan.Log($"cloud-config: users: {name}: the key {key} is not supported and has no effect");
        var hash = user["hashed_passwd"]?.Text ?? user["passwd"]?.Text ?? "";
        var isLocked = user["lock_passwd"]?.Truth ?? true;
        var isSystem = user["system"]?.Truth == true;
        var hasNoHome = user["no_create_home"]?.Truth == true || isSystem;
        plan.User(
            name, user["uid"]?.Text ?? "", user["primary_group"]?.Text ?? "", user["homedir"]?.Text ?? "",
            user["shell"]?.Text ?? "", user["gecos"]?.Text ?? "",
            hash.Length == 0 ? "*" : isLocked ? "!" + hash : hash, (hasNoHome ? "h" : "") + (isSystem ? "s" : ""));
        foreach (var group in Names(user["groups"])) plan.Member(group, name);
        if (user["plain_text_passwd"]?.Text is { } password && !isLocked)
            plan.Run("/var/lib/cloud/instance/passwords", PasswordsModule.Script($"{name}:{password}"));
        foreach (var rule in RulesOf(user["sudo"])) sudo.Append(CultureInfo.InvariantCulture, $"{name} {rule}\n");
        if (SshModule.KeysIn(user["ssh_authorized_keys"]) is { Count: > 0 } keys) plan.Keys(name, keys);
    }

    private static IEnumerable<string> RulesOf(YamlNode? sudo) =>
        sudo is null || sudo.Truth == false ? [] : sudo.Items.Select(rule => rule.Text).OfType<string>();

    /// <summary>A list, or a text with commas.</summary>
    private static IEnumerable<string> Names(YamlNode? node) => node is YamlMap map
        ? map.Entries.Select(entry => entry.Key)
        : node?.Items.SelectMany(item => (item.Text ?? "").Split(',', StringSplitOptions.TrimEntries
            | StringSplitOptions.RemoveEmptyEntries)) ?? [];

    /// <summary>A list of names, or of maps from a name to its members.</summary>
    private static IEnumerable<(string Name, IReadOnlyList<string> Members)> GroupsIn(YamlNode? node)
    {
        foreach (var item in node?.Items ?? [])
        {
            if (item is YamlMap map)
            {
                foreach (var (name, members) in map.Entries) yield return (name, [.. Names(members)]);
                continue;
            }

            foreach (var name in Names(item)) yield return (name, []);
        }
    }
}
