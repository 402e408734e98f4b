using Virga.State;

namespace Virga.Service;

/// <summary>An operation as the dispatcher calls it; the generated registry makes one for each class.</summary>
internal abstract class Handler
{
    /// <summary>Whether it may write.</summary>
    public abstract bool IsMutation { get; }

    public abstract ValueTask<object> RunAsync(object input, Session session, CancellationToken cancellation);
}

/// <summary>
/// Runs an <see cref="IQuery{TInput,TOutput}"/> on the latest World, and answers only what is safe on disk.
/// </summary>
internal sealed class QueryHandler<TOperation, TInput, TOutput> : Handler
    where TOperation : IQuery<TInput, TOutput>
    where TOutput : notnull
{
    public override bool IsMutation => false;

    public override async ValueTask<object> RunAsync(object input, Session session, CancellationToken cancellation)
    {
        var snapshot = session.Read();
        object output = TOperation.Run((TInput)input, snapshot);
        await session.Store.Durable(snapshot.World).ConfigureAwait(false);
        session.ThrowIfDryRun();
        return output;
    }
}

/// <summary>Runs an <see cref="IMutation{TInput,TOutput}"/> as one change.</summary>
internal sealed class MutationHandler<TOperation, TInput, TOutput> : Handler
    where TOperation : IMutation<TInput, TOutput>
    where TOutput : notnull
{
    public override bool IsMutation => true;

    public override async ValueTask<object> RunAsync(object input, Session session, CancellationToken cancellation) =>
        await session.CommitAsync(change => session.Idempotency is { } idempotency
            ? idempotency.Once(change, inner => TOperation.Run((TInput)input, inner))
            : TOperation.Run((TInput)input, change)).ConfigureAwait(false);
}

/// <summary>Runs an <see cref="IExchange{TInput,TOutput}"/>.</summary>
internal sealed class ExchangeHandler<TOperation, TInput, TOutput> : Handler
    where TOperation : IExchange<TInput, TOutput>
    where TOutput : notnull
{
    public override bool IsMutation => true;

    public override async ValueTask<object> RunAsync(object input, Session session, CancellationToken cancellation) =>
        await TOperation.RunAsync((TInput)input, session, cancellation).ConfigureAwait(false);
}
