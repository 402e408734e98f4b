using System.Text;
using Virga.State;

namespace Virga.Tests;

/// <summary>
/// Keeps nothing, but writes each row as the journal would, reads it back and writes it again: so every row of every
/// test shows that its format loses nothing.
/// </summary>
internal sealed class RoundTripJournal : IJournal
{
    public World Load() => World.Empty;

    public void Append(long revision, IReadOnlyList<Touch> touches)
    {
        foreach (var touch in touches)
        {
            if (touch.Row is null) continue;
            var written = touch.Kind.Write(touch.Row);
            var again = touch.Kind.Write(touch.Kind.Read(written));
            Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(again));
        }
    }

    public ValueTask Durable(long revision) => ValueTask.CompletedTask;

    public void Clear(long revision)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
