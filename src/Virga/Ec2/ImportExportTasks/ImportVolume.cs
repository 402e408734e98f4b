using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Makes a volume of a disk whose manifest lies in S3, which is not here.</summary>
internal sealed class ImportVolume : IMutation<ImportVolumeRequest, ImportVolumeResult>
{
    public static ImportVolumeResult Run(ImportVolumeRequest input, Change change) =>
        throw NoTasks.Url(input.Image?.ImportManifestUrl);
}
