using Virga.State;

namespace Virga.Service;

/// <summary>An operation that only reads. Pure: input and snapshot in, answer out.</summary>
/// <typeparam name="TInput">The generated request.</typeparam>
/// <typeparam name="TOutput">The generated result.</typeparam>
internal interface IQuery<TInput, TOutput>
{
    static abstract TOutput Run(TInput input, WorldView at);
}

/// <summary>
/// An operation that changes the World, and only that. Pure: what it writes goes through the change; an exception
/// drops all of it; DryRun runs it and drops the change.
/// </summary>
internal interface IMutation<TInput, TOutput>
{
    static abstract TOutput Run(TInput input, Change change);
}

/// <summary>
/// The few operations whose answer lies outside the World: bytes of a layer, the console of a machine. They reach the
/// outside through the session's backends, and the World through its <c>Read</c> and <c>CommitAsync</c>.
/// </summary>
internal interface IExchange<TInput, TOutput>
{
    static abstract ValueTask<TOutput> RunAsync(TInput input, Session session, CancellationToken cancellation);
}

/// <summary>What an account and region holds from its first use on, such as the default VPC.</summary>
internal interface ISeed
{
    static abstract void Run(Change change);
}

/// <summary>Something that must hold in every World.</summary>
internal interface IInvariant
{
    /// <summary>What is wrong in one account and region, in sentences; nothing when all is well.</summary>
    static abstract IEnumerable<string> Check(WorldView at);
}
