using Virga.State;

namespace Virga.Service;

/// <summary>One request on its way through an operation: who, where, and the ways to the World and beyond.</summary>
internal sealed class Session(Store store, Outside outside, Scope scope, Caller caller, bool isDryRun)
{
    /// <summary>Set when the request carries a client token.</summary>
    public Idempotency? Idempotency { get; init; }

    public Store Store => store;

    /// <summary>The backends and stores of bytes.</summary>
    public Outside Outside => outside;

    public Scope Scope => scope;

    public Caller Caller => caller;

    /// <summary>The same request in another account's registry, or another region.</summary>
    public Session In(Scope other) => other == scope ? this : new(store, outside, other, caller, isDryRun);

    /// <summary>The latest World from the caller's place.</summary>
    public PublishedView Read() => (PublishedView)store.Read(scope, caller);

    /// <summary>Commits, or, in a dry run, tries the change, drops it and answers DryRunOperation.</summary>
    public async ValueTask<T> CommitAsync<T>(Func<Change, T> mutation)
    {
        if (!isDryRun) return await store.CommitAsync(scope, caller, mutation).ConfigureAwait(false);
        store.Try(scope, caller, mutation);
        throw CommonErrors.DryRun();
    }

    /// <summary>To be called by an exchange before it touches anything that a dry run may not touch.</summary>
    public void ThrowIfDryRun()
    {
        if (isDryRun) throw CommonErrors.DryRun();
    }
}
