using System.Collections.Concurrent;

namespace Virga.Fabric.Netlink;

/// <summary>
/// The one thread that ever enters another network namespace. A thread that is started while its creator is inside a
/// namespace stays there for good, and the framework starts threads whenever it likes (the socket engine, the pool); so
/// work in here makes system calls only, and everybody is told of its end after the thread is home again.
/// </summary>
internal sealed class NamespaceThread : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly int home;

    public NamespaceThread()
    {
        home = Native.Open("/proc/self/ns/net", Native.CloseOnExec);
        if (home < 0)
            throw Native.Failure("open /proc/self/ns/net");
        var thread = new Thread(Loop) { IsBackground = true, Name = "netns" };
        thread.Start();
    }

    /// <summary>Runs a function of system calls in the namespace that the descriptor is open on.</summary>
    public Task<T> Run<T>(int descriptor, Func<T> calls) => Post(() =>
    {
        if (Native.SetNamespace(descriptor, Native.CloneNewNetwork) != 0)
            throw Native.Failure("setns");
        return calls();
    });

    /// <summary>
    /// Makes a namespace and gives a descriptor on it; it lives as long as a descriptor or a mount does.
    /// </summary>
    public Task<int> Create(string? mountPath) => Post(() =>
    {
        if (Native.Unshare(Native.CloneNewNetwork) != 0)
            throw Native.Failure("unshare of the network namespace");
        var descriptor = Native.Open("/proc/thread-self/ns/net", Native.CloseOnExec);
        if (descriptor < 0)
            throw Native.Failure("open of the new network namespace");
        if (mountPath is not null
            && Native.Mount("/proc/thread-self/ns/net", mountPath, null, Native.BindMount, null) != 0)
            throw Native.Failure($"mount of a network namespace on {mountPath}");
        return descriptor;
    });

    public void Dispose() => work.CompleteAdding();

    private Task<T> Post<T>(Func<T> calls)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            T? result = default;
            Exception? failure = null;
            try
            {
                result = calls();
            }
            catch (Exception e)
            {
                failure = e;
            }

            if (Native.SetNamespace(home, Native.CloneNewNetwork) != 0)
                failure ??= Native.Failure("setns home");
            if (failure is null)
                done.SetResult(result!);
            else
                done.SetException(failure);
        });
        return done.Task;
    }

    private void Loop()
    {
        foreach (var action in work.GetConsumingEnumerable())
            action();
        _ = Native.Close(home);
        work.Dispose();
    }
}
