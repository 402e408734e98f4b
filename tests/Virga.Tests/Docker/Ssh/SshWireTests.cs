using Virga.Docker.Ssh;
using Xunit;

namespace Virga.Tests.Docker.Ssh;

/// <summary>The examples of RFC 4251, section 5, and what is no message.</summary>
public sealed class SshWireTests
{
    [Theory]
    [InlineData("", "00000000")]
    [InlineData("00", "00000000")]
    [InlineData("09a378f9b2e332a7", "0000000809a378f9b2e332a7")]
    [InlineData("80", "000000020080")]
    [InlineData("000080", "000000020080")]
    public void A_number_has_no_needless_zeros_and_no_sign(string value, string written) => Assert.Equal(
        written, Convert.ToHexStringLower(new SshWriter().Integer(Convert.FromHexString(value)).Written.Span));

    [Fact]
    public void What_is_written_is_read()
    {
        var reader = new SshReader(
            new SshWriter(7).Truth(true).Number(uint.MaxValue).Text("a,b").Field([1, 2]).Written);

        Assert.Equal(((byte)7, true, uint.MaxValue), (reader.Byte(), reader.Truth(), reader.Number()));
        Assert.Equal(["a", "b"], reader.Names());
        Assert.Equal(new byte[] { 1, 2 }, reader.Field().ToArray());
    }

    [Theory]
    [InlineData("00000004aabb")]
    [InlineData("ffffffff")]
    [InlineData("0000")]
    public void A_field_that_is_cut_off_is_no_field(string message) =>
        Assert.Throws<SshException>(() => new SshReader(Convert.FromHexString(message)).Field());

    [Fact]
    public void A_key_of_another_kind_does_not_fit_its_algorithm()
    {
        var key = new SshWriter().Text("ssh-ed25519").Field(new byte[32]).ToArray();

        Assert.True(SshSignature.Fits("ssh-ed25519", key));
        Assert.False(SshSignature.Fits("rsa-sha2-256", key));
        Assert.False(SshSignature.Fits("ssh-rsa", key));
    }
}
