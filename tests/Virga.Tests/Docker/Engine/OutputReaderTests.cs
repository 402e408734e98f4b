using System.Text;
using Virga.Docker.Engine;
using Xunit;

namespace Virga.Tests.Docker.Engine;

public sealed class OutputReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(1000)]
    public async Task Frames_are_taken_apart_however_the_bytes_arrive(int bytesAtATime)
    {
        byte[] wire = [.. Frame(1, "out"), .. Frame(2, "err"), .. Frame(1, ""), .. Frame(1, "put")];

        var (output, error) = await ReadAllAsync(wire, bytesAtATime);

        Assert.Equal(("output", "err"), (output, error));
    }

    [Fact]
    public async Task A_payload_larger_than_the_buffer_comes_in_pieces()
    {
        var text = new string('x', 100_000);

        var (output, _) = await ReadAllAsync(Frame(1, text), 64 * 1024);

        Assert.Equal(text, output);
    }

    [Fact]
    public async Task A_frame_that_breaks_off_is_an_error()
    {
        var wire = Frame(1, "complete");

        await Assert.ThrowsAsync<DockerEngineException>(() => ReadAllAsync(wire[..5], 100));
        await Assert.ThrowsAsync<DockerEngineException>(() => ReadAllAsync(wire[..^1], 100));
    }

    [Fact]
    public async Task A_length_that_is_a_lie_costs_no_memory()
    {
        byte[] wire = [1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, (byte)'x'];
        var before = GC.GetAllocatedBytesForCurrentThread();

        await Assert.ThrowsAsync<DockerEngineException>(() => ReadAllAsync(wire, 100));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(1, 7)]
    public async Task Raw_output_is_not_taken_for_frames(byte first, byte second) =>
        await Assert.ThrowsAsync<DockerEngineException>(
            () => ReadAllAsync([first, second, 0, 0, 0, 0, 0, 1, 65], 100));

    [Fact]
    public async Task A_terminals_output_is_passed_on_as_it_is()
    {
        using var source = new MemoryStream("raw \u001b[0m"u8.ToArray());
        var reader = new TerminalOutput(source.ReadAsync);

        var chunk = await reader.ReadAsync(CancellationToken.None);

        Assert.Equal(OutputKind.StandardOutput, chunk.Kind);
        Assert.Equal("raw \u001b[0m", Encoding.UTF8.GetString(chunk.Bytes.Span));
        Assert.True((await reader.ReadAsync(CancellationToken.None)).IsEnd);
    }

    private static byte[] Frame(byte stream, string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        return [stream, 0, 0, 0, 0, (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length,
            .. payload];
    }

    private static async Task<(string Output, string Error)> ReadAllAsync(byte[] wire, int bytesAtATime)
    {
        using var source = new MemoryStream(wire);
        var reader = new MultiplexedOutput((target, cancellation) =>
            source.ReadAsync(target[..Math.Min(bytesAtATime, target.Length)], cancellation));
        StringBuilder output = new(), error = new();
        for (var chunk = await reader.ReadAsync(CancellationToken.None); !chunk.IsEnd;
            chunk = await reader.ReadAsync(CancellationToken.None))
            (chunk.Kind == OutputKind.StandardError ? error : output).Append(Encoding.UTF8.GetString(chunk.Bytes.Span));
        return (output.ToString(), error.ToString());
    }
}
