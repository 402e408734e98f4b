using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Virga.Fabric.Agent;
using Virga.Fabric.Driver;
using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Server.Fabric;

/// <summary>
/// Makes the desired network so, again and again. One round at a time; changes that come during a round are the next
/// one together. What could not be made, or an agent that is away, is tried again until it is so.
/// </summary>
internal sealed partial class NetworkApplier : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly IFabricDriver driver;
    private readonly Func<FabricState> desired;
    private readonly Func<FabricState, Task<ValueList<FabricFault>>> applied;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Channel<bool> wishes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly Task running;
    private TaskCompletionSource<AppliedNetwork> next = NewRound();
    private volatile AppliedNetwork last = new(FabricState.Empty, []);
    private volatile bool isInDoubt;

    /// <param name="driver">Makes states so.</param>
    /// <param name="desired">Computes what should be now; called by one round at a time.</param>
    /// <param name="applied">Does what follows a round, and says what it could not.</param>
    /// <param name="time">The clock of retries.</param>
    /// <param name="log">Tells of faults once.</param>
    public NetworkApplier(
        IFabricDriver driver, Func<FabricState> desired, Func<FabricState, Task<ValueList<FabricFault>>> applied,
        TimeProvider time, ILogger log)
    {
        (this.driver, this.desired, this.applied, this.time, this.log) = (driver, desired, applied, time, log);
        running = Task.Run(RunAsync);
    }

    /// <summary>What is in force.</summary>
    public AppliedNetwork Last => last;

    /// <summary>Something changed that the network may depend on.</summary>
    public void Wish() => wishes.Writer.TryWrite(true);

    /// <summary>The agent is another one, so the state must be given to it even if it is the same.</summary>
    public void Doubt()
    {
        isInDoubt = true;
        Wish();
    }

    /// <summary>Waits until a state that was computed after this call is in force.</summary>
    /// <exception cref="IOException">The agent is away; it is tried again.</exception>
    public Task<AppliedNetwork> ApplyAsync(CancellationToken cancellation)
    {
        Task<AppliedNetwork> round;
        lock (gate) round = next.Task;
        Wish();
        return round.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate) next.TrySetException(new IOException("the network is being shut down"));
        stopping.Dispose();
    }

    private static TaskCompletionSource<AppliedNetwork> NewRound()
    {
        var round = new TaskCompletionSource<AppliedNetwork>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Nobody has to wait for a round.
        _ = round.Task.ContinueWith(
            static task => _ = task.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return round;
    }

    private async Task RunAsync()
    {
        while (await wishes.Reader.WaitToReadAsync(stopping.Token).ConfigureAwait(false))
        {
            wishes.Reader.TryRead(out _);
            TaskCompletionSource<AppliedNetwork> round;
            lock (gate) (round, next) = (next, NewRound());
            try
            {
                round.SetResult(await RoundAsync().ConfigureAwait(false));
            }
            catch (IOException away)
            {
                Log.Away(log, away.Message);
                round.SetException(away);
                _ = WishLaterAsync();
            }
            catch (Exception defect) when (defect is not OperationCanceledException)
            {
                // A state that cannot be computed must not end the network of all others.
                Log.Defect(log, defect);
                round.SetException(new IOException(defect.Message, defect));
            }
        }
    }

    private async Task<AppliedNetwork> RoundAsync()
    {
        var state = desired();
        if (!isInDoubt && !last.HasHope && state.Equals(last.State)) return last;
        isInDoubt = false;
        ValueList<FabricFault> faults;
        try
        {
            faults = await driver.ApplyAsync(state, stopping.Token).ConfigureAwait(false);
        }
        catch
        {
            isInDoubt = true;
            throw;
        }

        faults = [.. faults, .. await applied(state).ConfigureAwait(false)];
        if (!faults.Equals(last.Faults))
        {
            foreach (var fault in faults) Log.Fault(log, fault.Id, fault.Text);
        }

        last = new(state, faults);
        if (last.HasHope) _ = WishLaterAsync();
        return last;
    }

    private async Task WishLaterAsync()
    {
        await Task.Delay(RetryAfter, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Wish();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The network of instances waits for its agent: {Reason}")]
        public static partial void Away(ILogger log, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "The desired network cannot be computed.")]
        public static partial void Defect(ILogger log, Exception defect);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The network of {Id} is not as it should be: {Fault}")]
        public static partial void Fault(ILogger log, string id, string fault);
    }
}

/// <summary>A state that is in force, but for the faults.</summary>
internal sealed record AppliedNetwork(FabricState State, ValueList<FabricFault> Faults)
{
    /// <summary>
    /// Whether trying again may mend it. A machine that allows no routes will not do so a second later.
    /// </summary>
    public bool HasHope => Faults.Any(fault => fault.Id != HostRoutes.Id);
}
