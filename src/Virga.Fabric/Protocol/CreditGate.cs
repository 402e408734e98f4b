namespace Virga.Fabric.Protocol;

/// <summary>Bytes that may still be sent; a sender waits while there are none.</summary>
internal sealed class CreditGate(int credit)
{
    private readonly Lock gate = new();
    private TaskCompletionSource? waiting;
    private Exception? failure;
    private int credit = credit;

    /// <summary>Takes between one byte and as many as wanted.</summary>
    public async ValueTask<int> TakeAsync(int wanted, CancellationToken cancellation)
    {
        while (true)
        {
            Task more;
            lock (gate)
            {
                if (failure is not null)
                    throw new IOException(failure.Message, failure);
                if (credit > 0)
                {
                    var count = Math.Min(wanted, credit);
                    credit -= count;
                    return count;
                }

                waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                more = waiting.Task;
            }

            await more.WaitAsync(cancellation);
        }
    }

    public void Give(int count)
    {
        lock (gate)
        {
            credit += count;
            waiting?.TrySetResult();
            waiting = null;
        }
    }

    public void Break(Exception reason)
    {
        lock (gate)
        {
            failure ??= reason;
            waiting?.TrySetResult();
            waiting = null;
        }
    }
}
