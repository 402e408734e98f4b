using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityManager;

/// <summary>Would begin to collect how capacity is used, which nothing here does.</summary>
internal sealed class EnableCapacityManager
    : IMutation<EnableCapacityManagerRequest, EnableCapacityManagerResult>
{
    public static EnableCapacityManagerResult Run(
        EnableCapacityManagerRequest input, Change change) =>
        throw NoDataExports.NotCollected("EnableCapacityManager");
}
