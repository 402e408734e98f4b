using Virga.Server.Configuration;

namespace Virga.Tests.Server.Configuration;

/// <summary>Every setting: who is heard first, and what is said of a value that it cannot take.</summary>
public sealed class SettingsTests
{
    /// <summary>A value that each setting refuses.</summary>
    private static readonly Dictionary<string, string> Wrong = new(StringComparer.Ordinal)
    {
        ["VIRGA_HOST"] = "nowhere.example", ["VIRGA_PORT"] = "0", ["VIRGA_BACKEND"] = "xen",
        ["VIRGA_EC2_MOCK"] = "maybe", ["VIRGA_DEFAULT_ACCOUNT_ID"] = "123", ["VIRGA_AUTH"] = "never",
        ["VIRGA_EC2_TRANSITIONS"] = "slow", ["VIRGA_EC2_QUOTAS"] = "some", ["VIRGA_EC2_UNKNOWN_AMI"] = "guess",
        ["VIRGA_EC2_DEFAULT_AMI"] = "nonsense", ["VIRGA_EC2_SHOW_BACKEND_TAG"] = "2",
        ["VIRGA_EC2_RECYCLE_BIN"] = "366", ["VIRGA_EC2_SSH_PORT_START"] = "x", ["VIRGA_EC2_SSH_PORT_END"] = "1",
        ["VIRGA_EC2_IMDS_PORT"] = "65536", ["VIRGA_EC2_NETWORK"] = "real", ["VIRGA_EC2_INTERNET"] = "all",
        ["VIRGA_EC2_SSH"] = "serial", ["VIRGA_EC2_HOST_ROUTES"] = "on", ["VIRGA_EC2_FLOW_LOG_INTERVAL"] = "601",
        ["VIRGA_EC2_PULL_IMAGES"] = "always", ["VIRGA_EC2_IMAGES"] = "/nonexistent/images",
        ["VIRGA_EC2_S3_DIRECTORY"] = "/nonexistent/s3", ["VIRGA_EC2_INIT"] = "systemd", ["VIRGA_EC2_LIMITS"] = "-",
        ["VIRGA_EC2_DOCKER_FLAGS"] = "--no-such-flag", ["VIRGA_EC2_DOCKER_SOCKET"] = "-",
        ["VIRGA_EC2_MOUNT_BLOCK_DEVICES"] = "-", ["VIRGA_EC2_VM_ACCELERATOR"] = "xen", ["VIRGA_EC2_VM_SEED"] = "-",
        ["VIRGA_STS_ISSUER_KEYS"] = "/nonexistent/keys", ["VIRGA_ECR_URI_STYLE"] = "short",
        ["VIRGA_ECR_ANONYMOUS"] = "-", ["VIRGA_ECR_SIGNING_KEYS"] = "/nonexistent/key.pem",
        ["VIRGA_ECR_UNSIGNED"] = "warn", ["VIRGA_ECR_UPSTREAM_CREDENTIALS"] = "/nonexistent/secrets",
        ["VIRGA_ECR_PORT"] = "-1", ["VIRGA_ECR_BACKEND"] = "s3", ["VIRGA_TLS"] = "-", ["VIRGA_SEED"] = "x",
        ["VIRGA_LOG_LEVEL"] = "loud",
    };

    /// <summary>What is only looked at where another server keeps the bytes of images.</summary>
    private static readonly Dictionary<string, string> WrongOfRegistry = new(StringComparer.Ordinal)
    {
        ["VIRGA_ECR_REGISTRY"] = "somewhere", ["VIRGA_ECR_REGISTRY_PORT_START"] = "0",
        ["VIRGA_ECR_REGISTRY_PORT_END"] = "1", ["VIRGA_ECR_REGISTRY_KEEP"] = "-",
    };

    /// <summary>Text of which only somebody else can say whether it is right.</summary>
    private static readonly string[] Free =
    [
        "VIRGA_DATA", "VIRGA_EC2_HYPERVISOR_URI", "VIRGA_EC2_LIBVIRT_POOL", "VIRGA_EC2_LIBVIRT_NETWORK",
        "VIRGA_EC2_VM_USER", "VIRGA_ECR_SCANNER", "VIRGA_ECR_REGISTRY_IMAGE", "VIRGA_ECR_REGISTRY_CONTAINER",
    ];

    public static TheoryData<string> All => new(Settings.All.Select(setting => setting.Variable).ToArray());

    [Theory]
    [MemberData(nameof(All))]
    public void A_flag_is_heard_before_a_variable_an_alias_a_file_and_the_default(string variable)
    {
        var setting = Settings.All.Single(one => one.Variable == variable);
        var flags = new Dictionary<string, string> { [setting.Name] = "by flag" };
        var variables = new Dictionary<string, string> { [setting.Variable] = "by variable" };
        var aliases = setting.Aliases.ToDictionary(alias => alias, _ => "by alias");
        var file = new Dictionary<string, string> { [setting.Name] = "by file" };
        Dictionary<string, string> both = new(variables.Concat(aliases)), none = [];

        Assert.Equal("by flag", new SettingValues(flags, both, file).Text(setting));
        Assert.Equal("by variable", new SettingValues(none, both, file).Text(setting));
        foreach (var alias in aliases)
            Assert.Equal("by alias", new SettingValues(none, One(alias), file).Text(setting));
        Assert.Equal("by file", new SettingValues(none, none, file).Text(setting));
        Assert.Equal(setting.Default, new SettingValues(none, none, none).Text(setting));

        static Dictionary<string, string> One(KeyValuePair<string, string> pair) => new([pair]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_wrong_value_stops_the_start_and_names_where_it_came_from(string variable)
    {
        var setting = Settings.All.Single(one => one.Variable == variable);
        if (Free.Contains(variable)) return;
        var registry = new Dictionary<string, string>();
        if (!Wrong.TryGetValue(variable, out var value))
        {
            value = WrongOfRegistry[variable];
            registry["VIRGA_ECR_BACKEND"] = "registry";
        }

        Dictionary<string, string> none = [], named = new() { [setting.Name] = value };
        AssertNames(setting.Flag, named, registry, none);
        AssertNames(setting.Variable, none, new(registry) { [setting.Variable] = value }, none);
        AssertNames($"{setting.Name} in the file", none, registry, named);
        foreach (var alias in setting.Aliases)
            AssertNames(alias, none, new(registry) { [alias] = value }, none);

        void AssertNames(string origin, Dictionary<string, string> flags, Dictionary<string, string> variables,
            Dictionary<string, string> file)
        {
            var wrong = Assert.Throws<SettingException>(() => ServerOptions.From(new(flags, variables, file)));
            Assert.StartsWith($"{origin} is '{value}'; it has to be ", wrong.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Defaults_are_as_the_page_says()
    {
        var options = Read([]);

        Assert.Equal("127.0.0.1:4566", options.Endpoint.ToString());
        Assert.Equal((2200, 2299), options.SshPorts);
        Assert.Equal((9169, 0), (options.MetadataPort, options.EcrPort));
        Assert.Null(options.DataDirectory);
        Assert.Equal(("000000000000", 1.0), (options.Rules.DefaultAccountId, options.Rules.TransitionScale));
        Assert.True(options.PullsImages);
        Assert.Empty(options.Warnings);
    }

    [Fact]
    public void Variables_of_both_other_emulators_have_their_meaning()
    {
        var options = Read(new()
        {
            ["FLOCI_PORT"] = "4577", ["FLOCI_DEFAULT_ACCOUNT_ID"] = "111122223333",
            ["FLOCI_SERVICES_EC2_IMDS_PORT"] = "9170", ["FLOCI_SERVICES_EC2_SSH_PORT_RANGE_START"] = "2300",
            ["FLOCI_SERVICES_EC2_SSH_PORT_RANGE_END"] = "2301", ["FLOCI_SERVICES_ECR_URI_STYLE"] = "path",
            ["FLOCI_SERVICES_ECR_TLS_ENABLED"] = "true", ["EC2_VM_MANAGER"] = "docker",
            ["EC2_DOWNLOAD_DEFAULT_IMAGES"] = "0", ["EC2_DOCKER_FLAGS"] = "--privileged",
            ["EC2_MOUNT_BLOCK_DEVICES"] = "1", ["EC2_LIBVIRT_POOL"] = "images",
        });

        Assert.Equal((4577, "111122223333"), (options.Endpoint.Port, options.Rules.DefaultAccountId));
        Assert.Equal((9170, (2300, 2301)), (options.MetadataPort, options.SshPorts));
        Assert.Equal(("path", true, "docker"), (options.Rules.EcrUriStyle, options.HasTls, options.Backend));
        Assert.Equal((false, true), (options.PullsImages, options.MountsBlockDevices));
        Assert.Equal("images", options.VirtualMachines.Pool);
        Assert.Empty(options.Warnings);
    }

    [Theory]
    [InlineData("FLOCI_SERVICES_EC2_MOCK", "true", null, 0)]
    [InlineData("FLOCI_SERVICES_EC2_MOCK", "true", "timed", 1)]
    [InlineData("FLOCI_SERVICES_EC2_MOCK", "false", null, 1)]
    [InlineData("VIRGA_EC2_MOCK", "true", null, 1)]
    [InlineData("VIRGA_EC2_MOCK", "true", "instant", 0)]
    public void Flocis_mock_takes_no_time(string variable, string value, string? transitions, double scale)
    {
        var variables = new Dictionary<string, string> { [variable] = value };
        if (transitions is not null) variables["VIRGA_EC2_TRANSITIONS"] = transitions;

        var options = Read(variables);

        Assert.Equal(scale, options.Rules.TransitionScale);
        if (value == "true") Assert.Equal(["mock"], options.Rules.Backends);
    }

    [Theory]
    [InlineData("ami-ubuntu2204")]
    [InlineData("ami-0123456789abcdef0")]
    public void The_default_image_may_be_known_or_come_later(string id) =>
        Assert.Equal(id, Read(new() { ["VIRGA_EC2_DEFAULT_AMI"] = id }).Rules.DefaultAmi);

    private static ServerOptions Read(Dictionary<string, string> variables) =>
        ServerOptions.From(new(new Dictionary<string, string>(), variables, new Dictionary<string, string>()));
}
