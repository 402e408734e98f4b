using System.Text;
using Virga.Docker.Init.UserData;
using Xunit;

namespace Virga.Tests.Docker.Init.UserData;

public sealed class UserDataPlanTests
{
    private static readonly string[] End =
    [
        "module\tscripts_per_once\tonce", "folder\t/var/lib/cloud/scripts/per-once",
        "module\tscripts_per_boot\talways", "folder\t/var/lib/cloud/scripts/per-boot",
        "module\tscripts_per_instance\tinstance", "folder\t/var/lib/cloud/scripts/per-instance",
        "module\tscripts_user\tinstance", "folder\t/var/lib/cloud/instance/scripts",
    ];

    [Fact]
    public void A_script_is_written_at_each_boot_and_runs_once()
    {
        var plan = Of("#!/bin/sh\n");

        Assert.Equal(
            [
                "module\twrite_scripts\talways",
                $"file\t/var/lib/cloud/instance/scripts/part-001\t700\t\twrite\t{Base64("#!/bin/sh\n")}",
                .. End,
            ], plan.Steps);
        Assert.True(plan.HasLoginUser);
    }

    [Fact]
    public void The_modules_come_in_cloud_inits_order()
    {
        var plan = Of("""
            #cloud-config
            runcmd: [[ls, "it's"], echo two]
            packages: [nginx, [jq, "1.6"]]
            users: [default, {name: ann, groups: "a, b", sudo: "ALL=(ALL) NOPASSWD:ALL", ssh_authorized_keys: [k]}]
            groups: [b, {c: [root]}]
            write_files:
              - {path: /late, content: x, defer: true}
              - {path: /a, content: aGk=, encoding: b64, permissions: '0600', owner: 'ann:ann'}
              - {path: /b, content: more, append: true}
            bootcmd: ["echo boot"]
            timezone: Europe/Vienna
            mounts: [[xvdf, /data]]
            """);

        Assert.Equal(
            [
                "bootcmd", "write_files", "mounts", "users_groups", "timezone", "runcmd",
                "package_update_upgrade_install", "write_files_deferred", "scripts_per_once", "scripts_per_boot",
                "scripts_per_instance", "scripts_user",
            ], ModulesOf(plan));
        Assert.Contains($"file\t/a\t0600\tann:ann\twrite\t{Base64("hi")}", plan.Steps);
        Assert.Contains($"file\t/b\t644\t\tappend\t{Base64("more")}", plan.Steps);
        Assert.Contains($"file\t/var/lib/cloud/instance/scripts/runcmd\t700\t\twrite\t" +
            Base64("#!/bin/sh\n'ls' 'it'\\''s'\necho two\n"), plan.Steps);
        Assert.Equal(
            ["group\tb\t", "group\tc\t", "member\tc\troot", "user\tann\t\t\t\t\t\t*\t", "member\ta\tann",
             "member\tb\tann", $"keys\tann\t{Base64("k\n")}",
             $"file\t/etc/sudoers.d/90-cloud-init-users\t440\t\twrite\t{Base64("ann ALL=(ALL) NOPASSWD:ALL\n")}"],
            plan.Steps.SkipWhile(step => !step.StartsWith("group", StringComparison.Ordinal))
                .TakeWhile(step => !step.StartsWith("module", StringComparison.Ordinal)));
    }

    [Fact]
    public void Packages_are_installed_by_what_the_image_has()
    {
        var plan = Of("#cloud-config\npackages: [nginx, [jq, '1.6']]\n");
        var script = ScriptOf(plan, "/var/lib/cloud/instance/packages");

        Assert.Contains("apt-get -q -y install 'nginx' 'jq=1.6'", script, StringComparison.Ordinal);
        Assert.Contains("dnf -y install 'nginx' 'jq-1.6'", script, StringComparison.Ordinal);
        Assert.Contains("apk add 'nginx' 'jq=1.6'", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_keys_and_the_login_user_are_handed_to_the_machine()
    {
        var plan = Of("""
            #cloud-config
            fqdn: web.example.com
            ssh_authorized_keys: ["ssh-ed25519 AAAA me", "bad\0key"]
            users: [{name: only}]
            ssh_keys: {ed25519_private: "KEY\n", ed25519_public: PUB}
            """);

        Assert.Equal(("web", "web.example.com"), (plan.Hostname, plan.FullName));
        Assert.Equal(["ssh-ed25519 AAAA me"], plan.Keys);
        Assert.False(plan.HasLoginUser);
        Assert.Equal(
            ["module\tssh_keys\tinstance", $"file\t/etc/ssh/ssh_host_ed25519_key\t600\t\twrite\t{Base64("KEY\n")}",
             $"file\t/etc/ssh/ssh_host_ed25519_key.pub\t644\t\twrite\t{Base64("PUB\n")}"], plan.Early);
    }

    [Theory]
    [InlineData("#cloud-config\nsnap: {}\n", "log\tcloud-config: the key snap is not supported and has no effect")]
    [InlineData("#cloud-config\n- a\n", "fail\tpart-001 is no cloud-config: it is not a map of keys")]
    [InlineData("#cloud-config\nwrite_files: [{path: a}]\n", "fail\ta is not written: a path starts with /")]
    [InlineData("#cloud-config\nwrite_files: [{path: /a, content: '%', encoding: b64}]\n",
        "fail\twrite_files: /a is not encoded as it says (b64)")]
    [InlineData("#cloud-config\nhostname: 'a b'\n", "fail\tcloud-config: hostname: this is no host name")]
    public void What_has_no_effect_is_said(string text, string step) => Assert.Contains(step, Of(text).Steps);

    /// <summary>A key that is supported, and whose value asks for more than comes.</summary>
    [Theory]
    [InlineData("disable_root: true", "disable_root has no effect: root takes the launch key")]
    [InlineData("ssh_deletekeys: false", "ssh_deletekeys has no effect: each instance gets host keys of its own")]
    [InlineData("manage_etc_hosts: localhost",
        "manage_etc_hosts has no effect: the machine's names are added to /etc/hosts, and what is there stays")]
    [InlineData("prefer_fqdn_over_hostname: true", "prefer_fqdn_over_hostname has no effect without fqdn")]
    [InlineData("user: ann", "user has no effect: the login user stays ubuntu")]
    [InlineData("user: {name: ann}", "user has no effect: the login user stays ubuntu")]
    [InlineData("password: secret",
        "chpasswd: expire has no effect: passwords need not be changed at the first login")]
    [InlineData("power_state: {mode: poweroff, delay: '+30'}",
        "power_state: delay +30 has no effect: it happens at once")]
    [InlineData("power_state: {mode: poweroff, timeout: 30}",
        "power_state: timeout has no effect: it happens when the user data has run")]
    [InlineData("power_state: {mode: poweroff, message: Bye}",
        "power_state: message has no effect: nobody is told")]
    public void What_a_value_asks_for_in_vain_is_said(string config, string sentence) =>
        Assert.Contains($"log\tcloud-config: {sentence}", Of($"#cloud-config\n{config}\n", "ubuntu").Steps);

    [Fact]
    public void What_holds_anyhow_is_not_spoken_of() => Assert.DoesNotContain(
        Of("""
            #cloud-config
            disable_root: false
            ssh_deletekeys: true
            manage_etc_hosts: false
            prefer_fqdn_over_hostname: false
            user: ubuntu
            password: secret
            chpasswd: {expire: false}
            power_state: {mode: poweroff, delay: now}
            """, "ubuntu").Steps,
        step => step.StartsWith("log\t", StringComparison.Ordinal));

    [Fact]
    public void The_full_name_is_the_host_name_where_it_is_preferred() =>
        Assert.Equal("web.example.com",
            Of("#cloud-config\nfqdn: web.example.com\nprefer_fqdn_over_hostname: true\n").Hostname);

    [Theory]
    [InlineData("{apt: [nginx]}")]
    [InlineData("[jq, {apt: [nginx]}]")]
    public void Packages_by_the_name_of_a_manager_are_a_failure(string packages) => Assert.Contains(
        "fail\tcloud-config: packages: apt: packages of a manager by its name are not supported",
        Of($"#cloud-config\npackages: {packages}\n").Steps);

    [Fact]
    public void Broken_yaml_is_said_with_its_line() =>
        Assert.Contains(Of("#cloud-config\na: [\n").Steps,
            step => step.StartsWith("fail\tpart-001 is no YAML, and is left out: line ", StringComparison.Ordinal));

    [Fact]
    public void A_line_break_in_a_field_does_not_make_another_step() =>
        Assert.DoesNotContain(Of("#cloud-config\nusers: [{name: \"a\\nrun\\t/bin/evil\"}]\n").Steps,
            step => step.Contains("evil", StringComparison.Ordinal));

    [Fact]
    public void Scripts_run_at_each_boot_when_the_final_modules_say_so() =>
        Assert.Contains("module\tscripts_user\talways",
            Of("#cloud-config\ncloud_final_modules:\n- [scripts-user, always]\n").Steps);

    [Theory]
    [InlineData("", "runcmd", "two")]
    [InlineData("merge_how: 'list(append)+dict(recurse_array)+str()'", "runcmd", "one two")]
    public void A_later_config_replaces_a_key_unless_it_says_how_to_merge(string how, string _, string words)
    {
        var message = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/cloud-config\n\n" +
            $"runcmd: [one]\n--b\nContent-Type: text/cloud-config\n\nruncmd: [two]\n{how}\n--b--\n";

        Assert.Equal("#!/bin/sh\n" + words.Replace(' ', '\n') + "\n",
            ScriptOf(Of(message), "/var/lib/cloud/instance/scripts/runcmd"));
    }

    [Fact]
    public void A_boothook_runs_first_and_at_each_boot() =>
        Assert.Equal(
            ["module\tboothooks\talways",
             $"file\t/var/lib/cloud/instance/boothooks/part-001\t700\t\twrite\t{Base64("#!/bin/sh\necho\n")}",
             "run\t/var/lib/cloud/instance/boothooks/part-001"],
            Of("#cloud-boothook\n#!/bin/sh\necho\n").Steps.Take(3));

    [Theory]
    [InlineData("poweroff", "power\t12")]
    [InlineData("reboot", "power\t2")]
    public void Power_state_is_the_last_step(string mode, string step) =>
        Assert.Equal(step, Of($"#cloud-config\npower_state: {{mode: {mode}}}\n").Steps[^1]);

    private static UserDataPlan Of(string text, string? loginUser = null) =>
        UserDataPlan.Of(Encoding.UTF8.GetBytes(text), loginUser, _ => null);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string ScriptOf(UserDataPlan plan, string path)
    {
        var step = plan.Steps.Single(one => one.StartsWith($"file\t{path}\t", StringComparison.Ordinal));
        return Encoding.UTF8.GetString(Convert.FromBase64String(step.Split('\t')[^1]));
    }

    private static IEnumerable<string> ModulesOf(UserDataPlan plan) => plan.Steps.Select(step => step.Split('\t'))
        .Where(fields => fields[0] == "module").Select(fields => fields[1]);
}
