using Virga.State;

namespace Virga.Service;

/// <summary>
/// An operation as the dispatcher calls it; the generated registry makes one for each class. Not generic, since native
/// code keeps a set of types for each instantiation.
/// </summary>
internal abstract class Handler
{
    /// <summary>Whether it may write.</summary>
    public abstract bool IsMutation { get; }

    public abstract ValueTask<object> RunAsync(object input, Session session, CancellationToken cancellation);
}

/// <summary>
/// Runs an <see cref="IQuery{TInput,TOutput}"/> on the latest World, and answers only what is safe on disk.
/// </summary>
internal sealed class QueryHandler(Func<object, WorldView, object> run) : Handler
{
    public override bool IsMutation => false;

    public override async ValueTask<object> RunAsync(object input, Session session, CancellationToken cancellation)
    {
        var snapshot = session.Read();
        var output = run(input, snapshot);
        await session.Store.Durable(snapshot.World).ConfigureAwait(false);
        session.ThrowIfDryRun();
        return output;
    }
}

/// <summary>Runs an <see cref="IMutation{TInput,TOutput}"/> as one change.</summary>
internal sealed class MutationHandler(Func<object, Change, object> run) : Handler
{
    public override bool IsMutation => true;

    public override ValueTask<object> RunAsync(object input, Session session, CancellationToken cancellation) =>
        session.CommitAsync(change => session.Idempotency is { } idempotency
            ? idempotency.Once(change, inner => run(input, inner))
            : run(input, change));
}

/// <summary>Runs an <see cref="IExchange{TInput,TOutput}"/>.</summary>
internal sealed class ExchangeHandler(Func<object, Session, CancellationToken, ValueTask<object>> run) : Handler
{
    public override bool IsMutation => true;

    public override ValueTask<object> RunAsync(object input, Session session, CancellationToken cancellation) =>
        run(input, session, cancellation);
}
