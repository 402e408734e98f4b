using System.Globalization;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>
/// An image and what it was made of, up to one that was registered or that the caller cannot see. An image of an
/// instance has the image that the instance was launched of as its source.
/// </summary>
internal sealed class GetImageAncestry : IQuery<GetImageAncestryRequest, GetImageAncestryResult>
{
    /// <summary>No chain of copies is longer; a ring cannot be, since ids are given once.</summary>
    private const int MaxEntries = 1_000;

    public static GetImageAncestryResult Run(GetImageAncestryRequest input, WorldView at)
    {
        if (!Ids.IsWellFormed("ami", input.ImageId!)) throw Ec2Errors.AmiMalformed(input.ImageId!);
        var entries = new List<ImageAncestryEntry>();
        var next = (Id: input.ImageId!, at.Region);
        while (entries.Count < MaxEntries
            && KnownImage.Find(at.At(new(at.Account, next.Region)), next.Id)?.Shape is { } shape)
        {
            var isOwned = shape.OwnerId == at.Account || shape.ImageOwnerAlias is not null;
            entries.Add(new()
            {
                ImageId = shape.ImageId,
                CreationDate = DateTimeOffset.Parse(
                    shape.CreationDate!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                ImageOwnerAlias = shape.ImageOwnerAlias ?? (shape.OwnerId == at.Account ? "self" : null),
                SourceImageId = isOwned ? shape.SourceImageId : null,
                SourceImageRegion = isOwned ? shape.SourceImageRegion : null,
            });
            if (!isOwned || shape.SourceImageId is null) break;
            next = (shape.SourceImageId, shape.SourceImageRegion ?? next.Region);
        }

        return entries.Count > 0
            ? new() { ImageAncestryEntries = entries }
            : throw Ec2Errors.AmiNotFound(input.ImageId!);
    }
}
