using Virga.Ec2.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Writes an image to S3; no bucket exists here.</summary>
internal sealed class ExportImage : IMutation<ExportImageRequest, ExportImageResult>
{
    public static ExportImageResult Run(ExportImageRequest input, Change change)
    {
        ChosenImage.Own(change, input.ImageId);
        throw NoBuckets.NotFound(input.S3ExportLocation?.S3Bucket);
    }
}
