import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly shown: number;
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
};

/** Below a list that comes page by page: how much of it is shown, said aloud, and the button for more. */
export function LoadMore({ shown, pages }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <p className="spoken-only" role="status">
        {t('inbox.shown', { shown })}
      </p>
      {pages.hasNextPage && (
        <p className="load-more">
          <Button size="large" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('inbox.more')}
          </Button>
        </p>
      )}
    </>
  );
}
