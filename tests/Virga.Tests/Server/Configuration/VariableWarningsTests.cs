using Virga.Server.Configuration;

namespace Virga.Tests.Server.Configuration;

public sealed class VariableWarningsTests
{
    /// <summary>Each variable that the pages of LocalStack's and Floci's EC2 and ECR name.</summary>
    private static readonly string[] OfOthers =
    [
        "EC2_DOCKER_FLAGS", "EC2_DOWNLOAD_DEFAULT_IMAGES", "EC2_EBS_MAX_VOLUME_SIZE", "EC2_HYPERVISOR_URI",
        "EC2_MOUNT_BLOCK_DEVICES", "EC2_VM_MANAGER", "FLOCI_HOSTNAME", "FLOCI_SERVICES_EC2_IMDS_PORT",
        "FLOCI_SERVICES_EC2_MOCK", "FLOCI_SERVICES_EC2_SSH_PORT_RANGE_END",
        "FLOCI_SERVICES_EC2_SSH_PORT_RANGE_START", "FLOCI_SERVICES_ECR_ENABLED",
        "FLOCI_SERVICES_ECR_REGISTRY_IMAGE", "FLOCI_SERVICES_ECR_REGISTRY_CONTAINER_NAME",
        "FLOCI_SERVICES_ECR_REGISTRY_BASE_PORT", "FLOCI_SERVICES_ECR_REGISTRY_MAX_PORT",
        "FLOCI_SERVICES_ECR_DATA_PATH", "FLOCI_SERVICES_ECR_TLS_ENABLED",
        "FLOCI_SERVICES_ECR_KEEP_RUNNING_ON_SHUTDOWN", "FLOCI_SERVICES_ECR_URI_STYLE", "LOCALSTACK_API_KEY",
    ];

    [Fact]
    public void Every_variable_of_the_other_emulators_is_understood_or_said_to_have_no_effect()
    {
        var understood = Settings.All.SelectMany(setting => setting.Aliases).ToHashSet();
        foreach (var name in OfOthers)
        {
            var warnings = Of(name, "x");
            Assert.Equal(understood.Contains(name) ? 0 : 1, warnings.Count);
            Assert.All(warnings, warning =>
                Assert.StartsWith($"{name} is set and has no effect: ", warning, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("VIRGA_EC2_TRANSITION", "VIRGA_EC2_TRANSITIONS")]
    [InlineData("VIRGA_PROT", "VIRGA_PORT")]
    [InlineData("VIRGA_EC2_VM_MANAGR", "VIRGA_EC2_VM_MANAGER")]
    public void A_misspelled_variable_is_told_which_one_is_meant(string name, string meant) =>
        Assert.Equal($"{name} is set and no setting; is {meant} meant?", Assert.Single(Of(name, "1")));

    [Fact]
    public void What_is_like_no_setting_is_told_where_all_are()
    {
        Assert.Contains("docs/configuration.md", Assert.Single(Of("VIRGA_SOMETHING_ELSE_ENTIRELY", "1")),
            StringComparison.Ordinal);
        Assert.Contains("docs/configuration.md", Assert.Single(Of("FLOCI_SERVICES_LAMBDA_ENABLED", "1")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VIRGA_CONFIG")]
    [InlineData("VIRGA_STORM_REQUESTS")]
    [InlineData("EC2_HOME")]
    [InlineData("PATH")]
    public void What_is_somebody_elses_is_left_alone(string name) => Assert.Empty(Of(name, "x"));

    [Fact]
    public void A_service_that_is_wanted_is_there_and_one_that_is_not_is_there_too()
    {
        Assert.Empty(Of("FLOCI_SERVICES_ECR_ENABLED", "true"));
        Assert.Single(Of("FLOCI_SERVICES_ECR_ENABLED", "false"));
    }

    private static List<string> Of(string name, string value) =>
        VariableWarnings.Of(new Dictionary<string, string> { [name] = value });
}
