using ServiceNowElement.Model;
using ServiceNowElement.Query;
using ServiceNowElement.Service.Http;

namespace ServiceNowElement.Service.Hub;

/// <summary>Rows of one object whose reference points to a row of another (contract cloud-elements-api §8).</summary>
internal sealed class ChildRoom(HubCall call, HubTarget parent, string parentId, HubTarget child)
{
    private readonly RecordSource _source = new(call, RecordSource.TablePath(child.Table), child.Table);

    internal async Task CollectionAsync()
    {
        string link = await LinkAsync();
        switch (call.Http.Request.Method)
        {
            case "GET":
                await new RecordList(call, child, _source).AnswerAsync(PointsToParent(link), ParentExistsAsync);
                break;
            case "POST":
                await ParentExistsAsync();
                await new RecordRoom(call, child).CreateAsync((link, parentId));
                break;
            default:
                throw HubAnswer.WrongVerb(call.Http, "GET, POST");
        }
    }

    internal async Task ItemAsync(string id)
    {
        string link = await LinkAsync();
        FilterNode isOne = new FilterGroup(isOr: false, [new FilterTerm("sys_id", FilterOperator.Equal, [RecordIds.Check(id)]), PointsToParent(link)]);
        QueryTranslation bound = await call.Element.TranslateAsync(new RecordQuery { Object = child.Table, Filter = isOne, Fields = ["sys_id"], Mode = ValueMode.Raw }, call.Context);
        using (ResultBytes rows = await _source.ListAsync(bound.EncodedQuery, ["sys_id"], display: false, 0, 1))
        {
            if (rows.Count == 0)
            {
                throw RecordIds.NotFound();
            }
        }

        await new RecordRoom(call, child).ItemAsync(id);
    }

    /// <summary>Finds the first reference to the parent's table, else to the nearest table it extends.</summary>
    private async Task<string> LinkAsync()
    {
        ObjectSchema above = await call.Element.GetSchemaAsync(parent.Table, call.Context);
        ObjectSchema rows = await call.Element.GetSchemaAsync(child.Table, call.Context);
        foreach (string table in above.Ancestors.Prepend(above.Name))
        {
            FieldSchema? link = rows.Fields.FirstOrDefault(field => field.Kind == FieldKind.Reference && field.Reference == table);
            if (link != null)
            {
                return link.Name;
            }
        }

        throw new ApiException(StatusCodes.Status404NotFound, $"The object '{child.Name}' has no reference to '{parent.Name}'");
    }

    // An identifier of another form would be taken for the name of a record.
    private FilterTerm PointsToParent(string link) => new(ObjectNames.IsSysId(parentId) ? link : link + ".sys_id", FilterOperator.Equal, [parentId]);

    private Task ParentExistsAsync() => new RecordRoom(call, parent).ExistsAsync(parentId);
}
