using System.Collections.Concurrent;
using Virga.Ec2.Instances;
using Virga.Ec2.Volumes;
using Virga.State;

namespace Virga.Compute;

/// <content>The work on one instance.</content>
internal sealed partial class Reconciler
{
    /// <summary>Converges one instance's machine; calls of the backend for it never overlap.</summary>
    private sealed class Worker(string instanceId, Reconciler owner)
    {
        private readonly Lock gate = new();
        private readonly ConcurrentQueue<Func<Task>> errands = new();
        private bool isAwake;
        private bool hasMore;

        /// <summary>Completes when the worker sleeps.</summary>
        public Task Ended { get; private set; } = Task.CompletedTask;

        /// <summary>Has it look, now or again.</summary>
        public void Wake()
        {
            lock (gate)
            {
                hasMore = true;
                if (isAwake) return;
                isAwake = true;
                Ended = Task.Run(RunAsync);
            }
        }

        /// <summary>Does something with the machine between two looks at it.</summary>
        public Task DoAsync(Func<CancellationToken, Task> errand)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            errands.Enqueue(async () =>
            {
                try
                {
                    await errand(owner.stopping.Token).ConfigureAwait(false);
                    done.SetResult();
                }
                catch (Exception exception)
                {
                    done.SetException(exception);
                }
            });
            Wake();
            return done.Task;
        }

        private async Task RunAsync()
        {
            while (TakeWork())
            {
                try
                {
                    while (errands.TryDequeue(out var errand)) await errand().ConfigureAwait(false);
                    await ConvergeAsync(owner.stopping.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (owner.stopping.IsCancellationRequested)
                {
                    break;
                }
                catch (Exception exception)
                {
                    // An engine that is away, or slow: it may pass, so the wish stands and is tried again.
                    Log.TryingAgain(owner.log, instanceId, exception);
                    lock (gate) hasMore = true;
                    await Task.Delay(RetryAfter, owner.store.Time, owner.stopping.Token)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    if (owner.stopping.IsCancellationRequested) break;
                }
            }
        }

        /// <summary>Nobody tells when a guest lets go of a volume.</summary>
        private async Task WakeLaterAsync()
        {
            await Task.Delay(LookAgainAfter, owner.store.Time, owner.stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!owner.stopping.IsCancellationRequested) Wake();
        }

        private bool TakeWork()
        {
            lock (gate)
            {
                isAwake = hasMore;
                hasMore = false;
                return isAwake;
            }
        }

        private async Task ConvergeAsync(CancellationToken cancellation)
        {
            // The commit of an end wakes this worker once more, for an instance that is forgotten by then.
            if (!owner.scopes.TryGetValue(instanceId, out var scope)) return;
            var at = owner.store.Read(scope, Caller.System(scope.Account));
            await owner.store.Durable(((PublishedView)at).World).ConfigureAwait(false);
            var row = at.Find<InstanceRow>(instanceId);
            if (row is null || row.IsTerminated)
            {
                await RemoveAsync(row, scope, cancellation).ConfigureAwait(false);
                return;
            }

            var machine = MachinePlan.Of(row, at);
            var wish = machine.Desired == Power.Running ? RootReplacement.Wish(at, instanceId) : null;
            await owner.places.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                var facts = await MoveAsync(owner.backends[row.Backend], machine, wish, cancellation)
                    .ConfigureAwait(false);
                Commit(scope, (change, _) =>
                {
                    if (wish is not null) RootReplacement.Succeed(change, wish.Id);
                    if (machine.Desired != Power.Running) RootReplacement.Ended(change, instanceId, machine.Desired);
                    InstanceLifecycle.Arrived(
                        change, change.Get<InstanceRow>(instanceId), machine.Desired, machine.Boot, facts);
                    RootReplacement.Booted(change, instanceId);
                    VolumeSettling.Apply(change, machine, facts);
                });
                if (facts.HeldVolumeIds.Count > 0) _ = WakeLaterAsync();
                var where = facts.SshEndpoint is { } ssh ? $"; ssh reaches it at {ssh}" : "";
                if (!InstanceObservation.IsSettled(row)) Log.Arrived(owner.log, instanceId, machine.Desired, where);
                if (machine.Desired == Power.Terminated) owner.Forget(instanceId);
            }
            catch (MachineException failure) when (wish is not null)
            {
                // The machine may run as before, which the next look tells.
                Log.RootNotReplaced(owner.log, instanceId, failure.Message);
                Commit(scope, (change, _) => RootReplacement.Fail(change, instanceId));
                Wake();
            }
            catch (MachineException failure)
            {
                Log.Failed(owner.log, instanceId, failure.Message);
                // What failed may not be wanted any more; then the next round does what is.
                Commit(scope, (change, instance) =>
                {
                    if (instance.Desired != machine.Desired) return;
                    InstanceLifecycle.Failed(change, instance, failure);
                    RootReplacement.Fail(change, instanceId);
                });
            }
            finally
            {
                owner.places.Release();
            }
        }

        private static Task<MachineFacts> MoveAsync(
            IBackend backend, Machine machine, ReplaceRootVolumeTaskRow? wish, CancellationToken cancellation)
        {
            if (wish is null) return backend.ConvergeAsync(machine, cancellation);
            return backend is IRootReplacement roots
                ? roots.ReplaceRootAsync(
                    machine with { Image = wish.Reference!, ImageId = wish.ImageId ?? machine.ImageId, BootDone = 0 },
                    cancellation)
                : throw new MachineException(
                    "Server.Unsupported", $"The backend {backend.Name} cannot replace the root of a machine.");
        }

        /// <summary>An instance that ended by a failure, or with the whole World, leaves nothing on the host.</summary>
        private async Task RemoveAsync(InstanceRow? row, Scope scope, CancellationToken cancellation)
        {
            foreach (var backend in owner.backends.Values)
                if (row is null || row.Backend == backend.Name)
                    await backend.ConvergeAsync(MachinePlan.Gone(instanceId, scope), cancellation)
                        .ConfigureAwait(false);
            owner.Forget(instanceId);
        }

        private void Commit(Scope scope, Action<Change, InstanceRow> seen) => owner.store.Commit(scope, change =>
        {
            if (change.Find<InstanceRow>(instanceId) is { } instance) seen(change, instance);
        });
    }
}
