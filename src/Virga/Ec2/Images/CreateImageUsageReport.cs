using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Counts who uses an image of the account, over all accounts of this region.</summary>
internal sealed class CreateImageUsageReport : IMutation<CreateImageUsageReportRequest, CreateImageUsageReportResult>
{
    public static CreateImageUsageReportResult Run(CreateImageUsageReportRequest input, Change change)
    {
        var image = ChosenImage.Own(change, input.ImageId);
        var asked = input.ResourceTypes ?? [];
        var types = ImageUses.Chosen(isAll: false, asked.Select(one => one.ResourceType));
        var accounts = input.AccountIds ?? [];
        var row = change.Put(new ImageUsageReportRow(change.NewId("amiur"))
        {
            ImageId = image.Id,
            ResourceTypes = asked.ConvertAll(one => new ImageUsageResourceType
            {
                ResourceType = one.ResourceType,
                ResourceTypeOptions = one.ResourceTypeOptions?.ConvertAll(option => new ImageUsageResourceTypeOption
                {
                    OptionName = option.OptionName, OptionValues = option.OptionValues,
                }),
            }),
            AccountIds = accounts,
            CreationTime = change.Now,
            Uses =
            [
                .. from scope in change.Scopes
                   where scope.Region == change.Region && (accounts.Count == 0 || accounts.Contains(scope.Account))
                   from type in types
                   let states = asked.Find(one => one.ResourceType == type)?.ResourceTypeOptions
                       ?.Find(option => option.OptionName == ImageReferenceOptionName.StateName)?.OptionValues
                   let count = ImageUses.Of(change.At(scope), image.Id, type, states).LongCount()
                   where count > 0
                   select new ImageUse(scope.Account, type, count),
            ],
        });
        change.TagNew(input.TagSpecifications, ResourceType.ImageUsageReport, row.Id);
        change.Expire<ImageUsageReportIsForgotten>(ImageUsageReportIsForgotten.Lifetime, row.Id);
        return new() { ReportId = row.Id };
    }
}

/// <summary>Reports are kept for thirty days (EC2 User Guide, "View AMI usage").</summary>
internal sealed class ImageUsageReportIsForgotten : ITransition
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static void Run(Change change, string subject) => change.Remove<ImageUsageReportRow>(subject);
}
