using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Makes an instance of disks whose manifests lie in S3, which is not here.</summary>
internal sealed class ImportInstance : IMutation<ImportInstanceRequest, ImportInstanceResult>
{
    public static ImportInstanceResult Run(ImportInstanceRequest input, Change change) =>
        throw NoTasks.Url(input.DiskImages?.FirstOrDefault()?.Image?.ImportManifestUrl);
}
