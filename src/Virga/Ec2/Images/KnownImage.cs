using System.Globalization;
using Virga.Ec2.Images.Catalogue;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>An image that the caller can see, with what decides whether a list shows it.</summary>
internal sealed record KnownImage(Image Shape)
{
    /// <summary>Accounts that may launch it by name; nobody for images that are public.</summary>
    public IReadOnlyList<string> LaunchUserIds { get; init; } = [];

    public bool IsMine(WorldView at) => Shape.OwnerId == at.Account;

    /// <summary>Whether its time is over.</summary>
    public bool IsDeprecated(WorldView at) =>
        Shape.DeprecationTime is { } text
        && DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) <= at.Now;

    /// <summary>All that the caller may launch: own, shared, of the host, of the catalogue.</summary>
    public static IEnumerable<KnownImage> All(WorldView at) =>
        Owned(at).Concat(Shared(at)).Concat(Host(at))
            .Concat(AmiCatalogue.In(at.Region)
                .Where(facts => at.At(HostImageRow.Host).Find<HostImageRow>(facts.ImageId) is null)
                .Select(facts => new KnownImage(ImageView.Of(facts, at))));

    /// <summary>The one with this id, or null.</summary>
    public static KnownImage? Find(WorldView at, string id)
    {
        if (at.Find<ImageRow>(id) is { } own) return Of(own, at.Account, at);
        if (at.At(HostImageRow.Host).Find<HostImageRow>(id) is { } host) return new(ImageView.Of(host, at));
        if (AmiCatalogue.Find(at.Region, id) is { } facts) return new(ImageView.Of(facts, at));
        return Shared(at).FirstOrDefault(image => image.Shape.ImageId == id);
    }

    private static IEnumerable<KnownImage> Owned(WorldView at) =>
        at.Rows<ImageRow>().Select(row => Of(row, at.Account, at));

    private static IEnumerable<KnownImage> Host(WorldView at) =>
        at.At(HostImageRow.Host).Rows<HostImageRow>().Select(row => new KnownImage(ImageView.Of(row, at)));

    private static IEnumerable<KnownImage> Shared(WorldView at) =>
        SharedImages.Of(at).Select(shared => Of(shared.Row, shared.OwnerId, at));

    private static KnownImage Of(ImageRow row, string ownerId, WorldView at) =>
        new(ImageView.Of(row, ownerId, at)) { LaunchUserIds = row.LaunchUserIds };
}
