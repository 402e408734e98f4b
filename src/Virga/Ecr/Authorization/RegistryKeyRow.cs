using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Authorization;

/// <summary>
/// The secret that signs registry tokens of all accounts. It is a row, so that tokens outlive a restart as on AWS.
/// </summary>
internal sealed record RegistryKeyRow() : Row(TheId), IRow<RegistryKeyRow>
{
    private const string TheId = "key";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Length = 48;

    /// <summary>No account's own, so that a token tells any registry who its owner is.</summary>
    private static readonly Scope Place = new("000000000000", Scope.GlobalRegion);

    public static RowKind<RegistryKeyRow> Kind { get; } =
        new("ecr-key");

    public required string Secret { get; init; }

    /// <summary>The secret, made on first use.</summary>
    public static string Ensure(Change change)
    {
        var place = change.At(Place);
        var row = place.Find<RegistryKeyRow>(TheId)
            ?? place.Put(new RegistryKeyRow { Secret = change.RandomText(Length, Alphabet) });
        return row.Secret;
    }

    /// <summary>The secret, or null when no token was ever given.</summary>
    public static string? Find(WorldView at) => at.At(Place).Find<RegistryKeyRow>(TheId)?.Secret;
}
