using Virga.Server.Configuration;

namespace Virga.Tests.Server.Configuration;

public sealed class SettingsFileTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Keys_are_flat_or_nested_with_dashes_or_underlines()
    {
        File.WriteAllText(path, "port: 4567\nec2:\n  transitions: instant\n  imds_port: 0\ntls: true\n");

        var read = SettingsFile.Read(path, "--config");

        Assert.Equal(
            ["ec2-imds-port=0", "ec2-transitions=instant", "port=4567", "tls=true"],
            read.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_empty_file_sets_nothing()
    {
        File.WriteAllText(path, "");

        Assert.Empty(SettingsFile.Read(path, "--config"));
    }

    [Theory]
    [InlineData("prot: 4567", "there is no setting prot")]
    [InlineData("ec2: { transition: instant }", "there is no setting ec2-transition")]
    [InlineData("port: [4566]", "cannot be read")]
    [InlineData("- port", "cannot be read")]
    [InlineData("port: {", "cannot be read")]
    public void What_is_wrong_in_it_is_said_with_its_name(string text, string said)
    {
        File.WriteAllText(path, text);

        var wrong = Assert.Throws<SettingException>(() => SettingsFile.Read(path, "VIRGA_CONFIG"));

        Assert.Contains(path, wrong.Message, StringComparison.Ordinal);
        Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nonexistent/virga.yaml")]
    [InlineData("/tmp")]
    [InlineData("")]
    public void What_is_no_file_is_said_with_what_named_it(string path)
    {
        var wrong = Assert.Throws<SettingException>(() => SettingsFile.Read(path, "VIRGA_CONFIG"));

        Assert.Contains($"'{path}' (VIRGA_CONFIG) cannot be read", wrong.Message, StringComparison.Ordinal);
    }
}
