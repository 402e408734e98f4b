using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Shows one attribute of a volume.</summary>
internal sealed class DescribeVolumeAttribute : IQuery<DescribeVolumeAttributeRequest, DescribeVolumeAttributeResult>
{
    public static DescribeVolumeAttributeResult Run(DescribeVolumeAttributeRequest input, WorldView at)
    {
        Ids.Check(VolumeRow.Kind, input.VolumeId!);
        var volume = at.Get<VolumeRow>(input.VolumeId!);
        return input.Attribute == VolumeAttributeName.AutoEnableIO
            ? new() { VolumeId = volume.Id, AutoEnableIO = new() { Value = volume.IsAutoEnableIo } }
            : new() { VolumeId = volume.Id, ProductCodes = [] };
    }
}
