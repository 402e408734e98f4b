using System.Collections.Concurrent;
using System.Collections.Frozen;
using Virga.Ec2.Zones;
using Virga.Facts;

namespace Virga.Ec2.Images.Catalogue;

/// <summary>
/// The public images of every region: the same names everywhere, with ids that differ from region to region as on
/// AWS, and the ids of Floci's and LocalStack's tables that are the same everywhere. A region's images are made when
/// the first of them is asked for.
/// </summary>
internal static class AmiCatalogue
{
    private static readonly FactTable Table = new("Virga.Ec2.Images.Catalogue.images.tsv");
    private static readonly ConcurrentDictionary<string, Lazy<RegionImages>> Regions = new(StringComparer.Ordinal);

    /// <summary>All images of the region, in the order of their names.</summary>
    public static IReadOnlyList<ImageFacts> In(string region) => Of(region).All;

    /// <summary>The image with this id in this region, or null.</summary>
    public static ImageFacts? Find(string region, string imageId) => Of(region).ById.GetValueOrDefault(imageId);

    /// <summary>The image with this exact name in this region, or null.</summary>
    public static ImageFacts? FindByName(string region, string name) =>
        Table.Find(name) is { } row ? Find(region, ImageReader.Read(row, region).ImageId) : null;

    /// <summary>Only what AWS has is kept: a client can name as many regions as it likes.</summary>
    private static RegionImages Of(string region) =>
        RegionCatalogue.Find(region) is null
            ? new RegionImages(region)
            : Regions.GetOrAdd(region, static name => new Lazy<RegionImages>(() => new RegionImages(name))).Value;

    private sealed class RegionImages
    {
        public RegionImages(string region)
        {
            All = [.. Table.Rows().Select(row => ImageReader.Read(row, region))];
            ById = All.ToFrozenDictionary(image => image.ImageId, StringComparer.Ordinal);
        }

        public ImageFacts[] All { get; }

        public FrozenDictionary<string, ImageFacts> ById { get; }
    }
}
