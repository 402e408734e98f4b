using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Replication;

/// <summary>Shows where an image was replicated to.</summary>
internal sealed class DescribeImageReplicationStatus
    : IQuery<DescribeImageReplicationStatusRequest, DescribeImageReplicationStatusResponse>
{
    public static DescribeImageReplicationStatusResponse Run(DescribeImageReplicationStatusRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        var repository = registry.Repository(input.RepositoryName, "ecr:DescribeImageReplicationStatus").Id;
        var row = ImageLookup.Get(registry, repository, input.ImageId);
        return new()
        {
            RepositoryName = repository,
            ImageId = new() { ImageDigest = row.Digest, ImageTag = input.ImageId?.ImageTag },
            ReplicationStatuses = row.Replications,
        };
    }
}
