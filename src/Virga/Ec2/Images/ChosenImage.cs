using Virga.State;

namespace Virga.Ec2.Images;

/// <summary>The image that a request is to change: one of the account's own.</summary>
internal static class ChosenImage
{
    /// <summary>The row, or AWS's error; for images of others the one about permission.</summary>
    public static ImageRow Own(WorldView at, string? id)
    {
        if (id is null) throw Service.CommonErrors.MissingParameter("imageId");
        if (at.Find<ImageRow>(id) is { } row) return row;
        if (KnownImage.Find(at, id) is not null)
            throw new Service.AwsException("AuthFailure", $"Not authorized for image:{id}");
        throw Ids.IsWellFormed("ami", id) ? Ec2Errors.AmiNotFound(id) : Ec2Errors.AmiMalformed(id);
    }
}
