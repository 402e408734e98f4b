using System.Text;

namespace Virga.Docker.Init.UserData;

/// <summary>
/// <c>packages</c>, <c>package_update</c>, <c>package_upgrade</c>, by the package manager of the image.
/// </summary>
internal static class PackagesModule
{
    public static void Write(PlanWriter plan, CloudConfig config)
    {
        var packages = (config["packages"]?.Items ?? []).Select(NameOf).Where(one => one.Name.Length > 0).ToList();
        foreach (var map in (config["packages"]?.Items ?? []).OfType<YamlMap>())
            foreach (var (manager, _) in map.Entries)
                plan.Fail($"cloud-config: packages: {manager}: packages of a manager by its name are not supported");
        var isUpgraded = (config["package_upgrade"] ?? config["apt_upgrade"])?.Truth == true;
        var isUpdated = isUpgraded || packages.Count > 0
            || (config["package_update"] ?? config["apt_update"])?.Truth == true;
        if (!isUpdated) return;
        var script = new StringBuilder("#!/bin/sh\nexport DEBIAN_FRONTEND=noninteractive\n");
        Manager(script, "if", "apt-get", "apt-get -q update", isUpgraded ? "apt-get -q -y upgrade" : null,
            "apt-get -q -y install", packages, "=");
        Manager(script, "elif", "dnf", null, isUpgraded ? "dnf -y upgrade" : null, "dnf -y install", packages, "-");
        Manager(script, "elif", "yum", null, isUpgraded ? "yum -y upgrade" : null, "yum -y install", packages, "-");
        Manager(script, "elif", "apk", "apk update", isUpgraded ? "apk upgrade" : null, "apk add", packages, "=");
        Manager(script, "elif", "zypper", null, isUpgraded ? "zypper -n update" : null, "zypper -n install",
            packages, "=");
        script.Append("else\n  echo 'the image has no package manager that is known' >&2\n  exit 1\nfi\n");
        plan.Run("/var/lib/cloud/instance/packages", script.ToString());
    }

    private static void Manager(
        StringBuilder script, string word, string program, string? update, string? upgrade, string install,
        List<(string Name, string? Version)> packages, string joint)
    {
        script.Append(word).Append(" command -v ").Append(program).Append(" >/dev/null; then\n");
        var steps = new List<string>();
        if (update is not null) steps.Add(update);
        if (upgrade is not null) steps.Add(upgrade);
        if (packages.Count > 0)
            steps.Add(install + string.Concat(packages.Select(one =>
                " " + CloudConfigModules.Quote(one.Version is null ? one.Name : one.Name + joint + one.Version))));
        if (steps.Count == 0) steps.Add(":");
        script.Append("  ").AppendJoin(" &&\n  ", steps).Append('\n');
    }

    /// <summary>A name, or a name and a version.</summary>
    private static (string Name, string? Version) NameOf(YamlNode node) =>
        node is YamlList { Nodes: [var name, var version] } ? (name.Text ?? "", version.Text) : (node.Text ?? "", null);
}
