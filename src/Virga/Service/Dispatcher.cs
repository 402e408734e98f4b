using Virga.State;
using Virga.Wire;

namespace Virga.Service;

/// <summary>
/// Runs one operation for one caller: first use of an account and region, dry run, client tokens. The author of an
/// operation never sees any of it.
/// </summary>
internal sealed class Dispatcher(Store store, Outside outside)
{
    public Store Store => store;

    public Outside Outside => outside;

    /// <summary>Runs the operation and gives its result shape, or a <see cref="Replay"/>.</summary>
    /// <param name="form">The body as it was sent: what a repeat with the same client token is compared by.</param>
    /// <exception cref="AwsException">What AWS would answer.</exception>
    public async ValueTask<object> RunAsync(
        ServiceApi api, Operation operation, object input, Scope scope, Caller caller, ReadOnlyMemory<byte> form,
        Func<object, byte[]> serialize, CancellationToken cancellation)
    {
        if (Registry.Find(api.Name, operation.Name) is not { } handler)
            throw CommonErrors.NotImplemented(api.Name, operation.Name);
        if (api.IsGlobal) scope = scope.Global;
        else await SeedAsync(scope).ConfigureAwait(false);
        if (api.Name == "ec2" && outside.Machines is { } machines
            && (handler.IsMutation || operation.Name == nameof(Ec2.Images.DescribeImages)))
            await machines.SettledAsync(cancellation).ConfigureAwait(false);
        if (api.Name == "ecr" && outside.Backing is { } backing)
            await backing.ReadyAsync(cancellation).ConfigureAwait(false);
        var isDryRun = input is IDryRun { DryRun: true };
        var token = handler.IsMutation && input is IClientToken { ClientToken: { Length: > 0 } given } ? given : null;
        var session = new Session(store, outside, scope, caller, isDryRun)
        {
            Idempotency = token is null
                ? null
                : new($"{api.Name}:{operation.Name}:{token}", token, Idempotency.FingerprintOf(form), serialize),
        };
        return await handler.RunAsync(input, session, cancellation).ConfigureAwait(false);
    }

    /// <summary>Fills an account and region on its first use.</summary>
    public async ValueTask SeedAsync(Scope scope)
    {
        if (store.World.At(scope).Table<SeedRow>().Count > 0) return;
        await store.CommitAsync(scope, change =>
        {
            if (change.Rows<SeedRow>().Count > 0) return false;
            change.Put(new SeedRow("seed", change.Now));
            Registry.RunSeeds(change);
            return true;
        }).ConfigureAwait(false);
    }
}
