using System.Collections.Concurrent;
using Virga.State;

namespace Virga.Service;

/// <summary>
/// The ways from a name to the code behind it. The source generator finds all classes that implement an operation, a
/// row, a transition, a seed or an invariant; nothing is registered by hand.
/// </summary>
internal static partial class Registry
{
    private static readonly ConcurrentDictionary<(string Service, string Operation), Handler?> Handlers = new();
    private static readonly Lazy<RowKind[]> Kinds = new(ListRowKinds);

    private static readonly Lazy<Dictionary<string, RowKind>> KindsByPrefix = new(() =>
        RowKinds.Where(kind => kind.Prefix is not null).ToDictionary(kind => kind.Prefix!, StringComparer.Ordinal));

    /// <summary>Every kind of row.</summary>
    public static IReadOnlyList<RowKind> RowKinds => Kinds.Value;

    /// <summary>Every operation that is implemented, as <c>ec2:CreateVpc</c>.</summary>
    public static IReadOnlyList<string> Operations => ListOperations();

    /// <summary>The operation, or null when it is not implemented.</summary>
    public static Handler? Find(string service, string operation) =>
        Handlers.GetOrAdd((service, operation), static key => Create(key.Service, key.Operation));

    /// <summary>The kind whose ids begin with this prefix (without the dash), or null.</summary>
    public static RowKind? FindKind(string prefix) => KindsByPrefix.Value.GetValueOrDefault(prefix);

    /// <summary>Runs the transition of this class name.</summary>
    public static partial void RunTransition(string name, Change change, string subject);

    /// <summary>Fills an account and region on its first use.</summary>
    public static partial void RunSeeds(Change change);

    /// <summary>What is wrong in one account and region.</summary>
    public static partial IEnumerable<string> CheckInvariants(WorldView at);

    private static partial Handler? Create(string service, string operation);

    private static partial string[] ListOperations();

    private static partial RowKind[] ListRowKinds();
}
