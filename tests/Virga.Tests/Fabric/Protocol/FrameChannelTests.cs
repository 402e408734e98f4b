using System.Text;
using Virga.Fabric.Protocol;

namespace Virga.Tests.Fabric.Protocol;

public sealed class FrameChannelTests
{
    [Fact]
    public async Task What_is_no_frame_is_quoted()
    {
        const string Said = "OCI runtime exec failed: exec: \"/virga\": no such file\r\n";
        await using var channel = new FrameChannel(new MemoryStream(Encoding.UTF8.GetBytes(Said)));

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(
            () => channel.ReadAsync(TestContext.Current.CancellationToken));

        Assert.EndsWith("it says: " + Said.ReplaceLineEndings("  "), refusal.Message, StringComparison.Ordinal);
    }
}
