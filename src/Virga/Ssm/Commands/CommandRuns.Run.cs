namespace Virga.Ssm.Commands;

/// <content>One command that runs in one instance.</content>
internal sealed partial class CommandRuns
{
    /// <summary>Lets a command that runs be ended before its time.</summary>
    private sealed class Run : IDisposable
    {
        private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource waiting = new();

        /// <summary>Completes when what came of it is written down.</summary>
        public Task Work { get; set; } = Task.CompletedTask;

        public bool IsCancelled => cancelled.Task.IsCompleted;

        public void Cancel() => cancelled.TrySetResult();

        /// <summary>Whether the command came to its end before it was cancelled and before its time was over.</summary>
        public async Task<bool> WaitAsync(
            Task running, TimeSpan limit, TimeProvider time, CancellationToken stopping)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, stopping);
            var timeout = Task.Delay(limit, time, ended.Token);
            var first = await Task.WhenAny(running, timeout, cancelled.Task).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            stopping.ThrowIfCancellationRequested();
            return first == running;
        }

        public void Dispose() => waiting.Dispose();
    }
}
