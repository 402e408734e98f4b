namespace Virga.Tests.Metadata.Mock;

/// <summary>The four values that stand in paths, and documents that merge.</summary>
public sealed class MockPlaceholderTests
{
    private const string Macs = "/latest/meta-data/network/interfaces/macs/";

    [Fact]
    public async Task A_mac_moves_the_whole_interface()
    {
        await using var mock =
            await RunningMock.StartAsync("", null, ("AEMM_METADATA_VALUES_MAC", "02:00:00:00:00:01"));
        Assert.Equal("02:00:00:00:00:01/", await mock.GetAsync(Macs));
        Assert.Equal("0", await mock.GetAsync(Macs + "02:00:00:00:00:01/device-number"));
        Assert.Equal("192.0.2.54", await mock.GetAsync(Macs + "02:00:00:00:00:01/ipv4-associations/192.0.2.54"));
        // The value of mac-mac is one of its own and stays (observed on 1.13.0).
        Assert.Equal("0e:49:61:0f:c3:11", await mock.GetAsync(Macs + "02:00:00:00:00:01/mac"));
        Assert.Contains(
            $"Updating path from {Macs}0e:49:61:0f:c3:11/owner-id to {Macs}02:00:00:00:00:01/owner-id\n", mock.Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUBLIC_IPV4", "203.0.113.9", Macs + "0e:49:61:0f:c3:11/ipv4-associations/", "203.0.113.9")]
    [InlineData("IAM_SECURITY_CREDENTIALS_ROLE", "web", "/latest/meta-data/iam/security-credentials/", "web")]
    [InlineData("ELASTIC_INFERENCE_ASSOCIATIONS", "eia-1",
        "/latest/meta-data/elastic-inference/associations/", "eia-1")]
    public async Task The_others_move_their_path(string key, string value, string directory, string listing)
    {
        await using var mock = await RunningMock.StartAsync("", null, ("AEMM_METADATA_VALUES_" + key, value));
        Assert.Equal(listing, await mock.GetAsync(directory));
        Assert.NotEmpty(await mock.GetAsync(directory + value));
    }

    [Fact]
    public async Task A_path_that_was_set_stays()
    {
        await using var mock = await RunningMock.StartAsync("", null,
            ("AEMM_METADATA_VALUES_IAM_SECURITY_CREDENTIALS_ROLE", "web"),
            ("AEMM_METADATA_PATHS_IAM_SECURITY_CREDENTIALS", "/latest/meta-data/iam/here"));
        Assert.Contains("AccessKeyId", await mock.GetAsync("/latest/meta-data/iam/here"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_merge_by_field()
    {
        await using var mock = await RunningMock.StartAsync("", null,
            ("AEMM_DYNAMIC_VALUES_INSTANCE_IDENTITY_DOCUMENT_ACCOUNTID", "111122223333"),
            ("AEMM_DYNAMIC_VALUES_INSTANCE_IDENTITY_DOCUMENT_MARKETPLACEPRODUCTCODES", "a,b"),
            ("AEMM_METADATA_VALUES_ELASTIC_INFERENCE_ACCELERATOR_VERSION_2018_04_12_ELASTIC_INFERENCE_ACCELERATOR_TYPE",
                "eia2.large"));
        var document = await mock.GetAsync("/latest/dynamic/instance-identity/document");
        Assert.Contains("\"accountId\": \"111122223333\",\n\t\"imageId\": \"ami-0b69ea66ff7391e80\"", document,
            StringComparison.Ordinal);
        Assert.Contains("\"marketplaceProductCodes\": [\"a\",\"b\"],\n", document, StringComparison.Ordinal);
        var accelerator = await mock.GetAsync(
            "/latest/meta-data/elastic-inference/associations/eia-bfa21c7904f64a82a21b9f4540169ce1");
        Assert.Contains("eia-bfa21c7904f64a82a21b9f4540169ce1\",\"elastic-inference-accelerator-type\":\"eia2.large\"",
            accelerator, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_variable_is_an_empty_value()
    {
        await using var mock = await RunningMock.StartAsync("", null, ("AEMM_METADATA_VALUES_HOSTNAME", ""));
        Assert.Equal("", await mock.GetAsync("/latest/meta-data/hostname"));
    }
}
