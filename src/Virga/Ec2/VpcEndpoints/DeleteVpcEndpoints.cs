using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpoints;

/// <summary>Deletes endpoints with their interfaces; those that are not there are listed, not an error.</summary>
internal sealed class DeleteVpcEndpoints : IMutation<DeleteVpcEndpointsRequest, DeleteVpcEndpointsResult>
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static DeleteVpcEndpointsResult Run(DeleteVpcEndpointsRequest input, Change change)
    {
        var missing = new List<UnsuccessfulItem>();
        foreach (var id in input.VpcEndpointIds ?? [])
        {
            if (change.Find<VpcEndpointRow>(id) is { } row) Delete(change, row);
            else
                missing.Add(new()
                {
                    ResourceId = id,
                    Error = new()
                    {
                        Code = "InvalidVpcEndpoint.NotFound",
                        Message = $"The VpcEndpoint Id '{id}' does not exist",
                    },
                });
        }

        return new() { Unsuccessful = missing };
    }

    private static void Delete(Change change, VpcEndpointRow row)
    {
        change.Cancel<VpcEndpointBecomesAvailable>(row.Id);
        change.Put(EndpointInterfaces.Remove(change, row, row.SubnetIds.ToList()) with
        {
            State = "deleting",
            RouteTableIds = [],
        });
        change.Later<VpcEndpointIsGone>(Delay, row.Id);
    }
}

/// <summary>The end of an endpoint.</summary>
internal sealed class VpcEndpointIsGone : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<VpcEndpointRow>(subject);
}
