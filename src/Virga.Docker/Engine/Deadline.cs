namespace Virga.Docker.Engine;

/// <summary>A cancellation token that ends with the caller's or after a time, whichever is first.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource timer;
    private readonly CancellationTokenSource linked;

    public Deadline(TimeSpan after, TimeProvider time, CancellationToken cancellation)
    {
        timer = new(after, time);
        linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
    }

    public CancellationToken Token => linked.Token;

    public void Dispose()
    {
        linked.Dispose();
        timer.Dispose();
    }
}
